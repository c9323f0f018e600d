package io.sluice.scope;

import io.sluice.channel.ReceiveChannel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a scope, and what is done about those that ignore their cancellation: each pause is
 * twice as long as the one before, and after each of them they are interrupted again. Those that
 * are still there after some pauses are reported, once each.
 *
 * <p>Starting and ending a task must cost next to nothing, so a task that ends is not removed. The
 * tasks stand in a stack; when thrice as many have come as were left the last time, and some more,
 * whoever adds one takes out those that have ended. So what is kept is never more than a few times
 * what has ever been running at once.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>{@link #newest} only ever changes to a task that was pushed onto it.
 *   <li>The links below it are changed by one thread at a time, which holds {@link #sweeping}, and
 *       only past tasks that have ended. Who walks meanwhile, without holding it, may meet a task
 *       that was taken out, but misses none that runs.
 * </ul>
 */
final class Stragglers {

  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(Stragglers.class, "newest", ForkedTask.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** The pause after which a straggler is reported; 1.5 seconds will have passed. */
  private static final Duration REPORTED_AFTER = Duration.ofMillis(800);

  /** How many may come before the next sweep at least. */
  private static final int SOME = 1024;

  private final boolean interrupting;

  private volatile @Nullable ForkedTask<?> newest;

  private final AtomicBoolean sweeping = new AtomicBoolean();

  /** The number of the task that triggers the next sweep. */
  private volatile int sweepAt = SOME;

  /** How long to wait next. Used by the thread that runs the scope. */
  private Duration pause = FIRST_PAUSE;

  Stragglers(boolean interrupting) {
    this.interrupting = interrupting;
  }

  /** Adds a task that is about to start. */
  void add(ForkedTask<?> task) {
    ForkedTask<?> below;
    do {
      below = newest;
      task.older = below;
      task.number = below == null ? 1 : below.number + 1;
    } while (!NEWEST.compareAndSet(this, below, task));
    if (task.number - sweepAt >= 0 && sweeping.compareAndSet(false, true)) {
      sweep(task);
      sweeping.set(false);
    }
  }

  /** Takes out those below the given task that have ended. */
  private void sweep(ForkedTask<?> top) {
    int left = 0;
    ForkedTask<?> kept = top;
    for (ForkedTask<?> task = top.older; task != null; task = task.older) {
      if (task.result() == null) {
        kept.older = task;
        kept = task;
        left++;
      }
    }
    kept.older = null;
    sweepAt = top.number + 3 * left + SOME;
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
    for (ForkedTask<?> task = newest; task != null; task = task.older) {
      if (task.result() == null) {
        remind(task);
      }
    }
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return false;
  }

  private void remind(ForkedTask<?> task) {
    if (interrupting) {
      task.thread().interrupt();
    }
    if (pause.compareTo(REPORTED_AFTER) >= 0 && !task.reported) {
      task.reported = true;
      report(task);
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
