package io.sluice.scope;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about tasks that ignore their cancellation: each pause is twice as long as the one
 * before, and after each of them they are interrupted again. Those that are still there after some
 * pauses are reported, once each.
 */
final class Stragglers {

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** The pause after which a straggler is reported; 1.5 seconds will have passed. */
  private static final Duration REPORTED_AFTER = Duration.ofMillis(800);

  private final RunningTasks tasks;
  private final boolean interrupting;

  /** How long to wait next. Used by the thread that runs the scope. */
  private Duration pause = FIRST_PAUSE;

  Stragglers(RunningTasks tasks, boolean interrupting) {
    this.tasks = tasks;
    this.interrupting = interrupting;
  }

  /**
   * After the cancellation: waits for a pause, then reminds those that are still running. Returns
   * whether all had ended.
   */
  boolean await() throws InterruptedException {
    if (tasks.ended().tryReceive(pause).isClosed()) {
      return true;
    }
    tasks.forEach(this::remind);
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return false;
  }

  private void remind(ForkedTask<?> task) {
    if (interrupting) {
      interrupt(task);
    }
    if (pause.compareTo(REPORTED_AFTER) >= 0 && !task.reported) {
      task.reported = true;
      report(task);
    }
  }

  private static void interrupt(ForkedTask<?> task) {
    try {
      task.thread().interrupt();
    } catch (RuntimeException | Error e) {
      // Of the channel at which the thread waits, which an interrupt closes. The others come too.
      LOG.error("{} could not be interrupted", task.name(), e);
    }
  }

  private static void report(ForkedTask<?> task) {
    if (LOG.isWarnEnabled()) {
      String stack =
          Arrays.stream(task.thread().getStackTrace())
              .map(frame -> "\n\tat " + frame)
              .collect(Collectors.joining());
      LOG.warn("{} ignores its cancellation; its scope waits for it{}", task.name(), stack);
    }
  }
}
