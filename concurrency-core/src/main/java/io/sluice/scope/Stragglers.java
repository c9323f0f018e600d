package io.sluice.scope;

import io.sluice.channel.ReceiveChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a scope that have not ended, and what is done about those that ignore their
 * cancellation: each pause is twice as long as the one before, and after each of them they are
 * interrupted again. Those that are still there after some pauses are reported, once each.
 */
final class Stragglers {

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** The pause after which a straggler is reported; 1.5 seconds will have passed. */
  private static final Duration REPORTED_AFTER = Duration.ofMillis(800);

  private final Options options;

  private final Set<ForkedTask<?>> running = ConcurrentHashMap.newKeySet();

  /** How long to wait next. Used by the thread that runs the scope. */
  private Duration pause = FIRST_PAUSE;

  Stragglers(Options options) {
    this.options = options;
  }

  void add(ForkedTask<?> task) {
    running.add(task);
  }

  void remove(ForkedTask<?> task) {
    running.remove(task);
  }

  /**
   * After the cancellation: waits for a pause, then reminds those that are still running. Returns
   * whether all had ended.
   *
   * @param ended closed when all have ended
   */
  boolean await(ReceiveChannel<Void> ended) throws InterruptedException {
    if (ended.tryReceive(pause).isClosed()) {
      return true;
    }
    for (ForkedTask<?> task : running) {
      if (!options.isCooperative()) {
        task.thread().interrupt();
      }
      if (pause.compareTo(REPORTED_AFTER) >= 0 && !task.reported) {
        task.reported = true;
        report(task);
      }
    }
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return false;
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
