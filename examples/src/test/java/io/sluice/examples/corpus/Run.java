package io.sluice.examples.corpus;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One plain run of a program: its root, the threads that this starts, and what they throw. */
final class Run {

  /** The run to which a thread belongs; threads inherit it from those that start them. */
  private static final InheritableThreadLocal<Run> CURRENT = new InheritableThreadLocal<>();

  static {
    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          Run run = CURRENT.get();
          if (run != null) {
            run.thrown.add(thrown);
          } else if (others != null) {
            others.uncaughtException(thread, thrown);
          }
        });
  }

  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final VirtualThreads threads = VirtualThreads.startedFromNow();
  private final Thread root;
  private String ending = "passed";

  Run(Body program) {
    root =
        Threads.start(
            "root",
            () -> {
              CURRENT.set(this);
              program.run();
            });
  }

  /**
   * Waits until this run has ended or hangs.
   *
   * @param limit after which it is taken for hung
   * @param quietNanos for how long no thread must be able to run if it hangs
   * @return how it failed, or null if it passed
   */
  @Nullable Symptom await(Duration limit, long quietNanos) throws InterruptedException {
    long start = System.nanoTime();
    long quietSince = start;
    while (true) {
      List<Thread> alive = threads.alive();
      long now = System.nanoTime();
      Symptom symptom = symptom();
      if (symptom != null || alive.isEmpty()) {
        interrupt(alive);
        return symptom == null ? symptom() : symptom;
      }
      if (!alive.stream().allMatch(Run::waitsWithoutTimeout)) {
        quietSince = now;
      }
      if (now - quietSince > quietNanos || now - start > limit.toNanos()) {
        ending = "left behind: " + alive;
        boolean rootEnded = !root.isAlive();
        interrupt(alive);
        return rootEnded ? Symptom.LEAK : Symptom.DEADLOCK;
      }
      TimeUnit.MICROSECONDS.sleep(20);
    }
  }

  private @Nullable Symptom symptom() {
    Throwable first = thrown.peek();
    if (first == null) {
      return null;
    }
    ending = "thrown: " + first;
    return first instanceof AssertionError ? Symptom.ASSERTION : Symptom.EXCEPTION;
  }

  private static boolean waitsWithoutTimeout(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
  }

  private static void interrupt(List<Thread> alive) {
    alive.forEach(Thread::interrupt);
  }

  @Override
  public String toString() {
    return ending;
  }
}
