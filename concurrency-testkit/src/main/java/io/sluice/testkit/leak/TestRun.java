package io.sluice.testkit.leak;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadListing;
import io.sluice.testkit.dump.ThreadOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One test, or one class of tests, from its beginning to its end: decides which threads are its
 * own.
 *
 * <p>A thread whose {@link ThreadOrigin} is known belongs to the run that it descends from. Any
 * other one belongs to a run if it was created during it and no other run was under way that might
 * have created it.
 */
final class TestRun {

  /** The runs that have begun and not ended. Guarded by itself. */
  private static final List<TestRun> ACTIVE = new ArrayList<>();

  private final String name;

  /** The class of a test, the outer class of a nested one, or null. */
  private final @Nullable TestRun parent;

  private final long newestBefore = newestThreadId();
  private final @Nullable ThreadOrigin originBefore;

  /** Whether an unrelated run was under way at the same time. Guarded by {@link #ACTIVE}. */
  private boolean overlapped;

  /** Threads reported by runs within this one, which need not be reported twice. */
  private final Set<Long> reported = ConcurrentHashMap.newKeySet();

  private TestRun(String name, @Nullable TestRun parent) {
    this.name = name;
    this.parent = parent;
    this.originBefore = ThreadOrigin.enter(this);
  }

  /**
   * Begins a run; to be {@linkplain #end ended} by the same thread.
   *
   * @param name as reports tell it
   * @param parent the run around it; null for none
   */
  static TestRun begin(String name, @Nullable TestRun parent) {
    TestRun run = new TestRun(name, parent == null ? currentRun() : parent);
    synchronized (ACTIVE) {
      for (TestRun other : ACTIVE) {
        if (!run.isWithin(other)) {
          run.overlapped = true;
          other.overlapped = true;
        }
      }
      ACTIVE.add(run);
    }
    return run;
  }

  /** The number of the thread created last. */
  static long newestThreadId() {
    // The JDK counts them up.
    return Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(() -> {}).threadId();
  }

  /** Whether a thread is known to descend from another run than the current thread's, if any. */
  static boolean belongsToOther(LiveThread live) {
    TestRun own = currentRun();
    TestRun other = runOf(live);
    return own != null && other != null && !own.isWithin(other) && !other.isWithin(own);
  }

  private static @Nullable TestRun currentRun() {
    ThreadOrigin origin = ThreadOrigin.current();
    return origin == null ? null : origin.test(TestRun.class);
  }

  private static @Nullable TestRun runOf(LiveThread live) {
    Thread thread = live.thread();
    ThreadOrigin origin = thread == null ? null : ThreadOrigin.of(thread);
    return origin == null ? null : origin.test(TestRun.class);
  }

  /**
   * Ends the run.
   *
   * @throws LeakError if threads of it still run when the limit has passed
   */
  void end(List<Ignore> ignored, Duration limit) {
    ThreadOrigin.restore(originBefore);
    List<Leak> leaks;
    try {
      leaks = new LeakScan(ThreadListing.best(), this::owns, ignored).run(limit);
    } finally {
      synchronized (ACTIVE) {
        ACTIVE.remove(this);
      }
    }
    for (TestRun run = this; run != null; run = run.parent) {
      for (Leak leak : leaks) {
        run.reported.add(leak.threadId());
      }
    }
    if (!leaks.isEmpty()) {
      throw new LeakError("after \"" + name + "\"", leaks);
    }
  }

  private boolean owns(LiveThread live) {
    TestRun run = runOf(live);
    if (run != null) {
      return run == this;
    }
    return live.id() > newestBefore && !reported.contains(live.id()) && !isOverlapped();
  }

  private boolean isOverlapped() {
    synchronized (ACTIVE) {
      return overlapped;
    }
  }

  private boolean isWithin(TestRun other) {
    for (TestRun run = this; run != null; run = run.parent) {
      if (run == other) {
        return true;
      }
    }
    return false;
  }
}
