package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The virtual threads of one run. Used on the carrier alone. */
final class Roster {

  private final long seed;

  /** Learns what a thread threw and nobody caught. */
  private final Consumer<Throwable> uncaught;

  /** All of them, by id. */
  private final List<SimulatedThread> threads = new ArrayList<>();

  private final IdentityHashMap<Runnable, SimulatedThread> byContinuation = new IdentityHashMap<>();

  /** The threads of the machinery, which are not the program's. */
  private final Set<Thread> internal = Collections.newSetFromMap(new IdentityHashMap<>());

  private int live;

  Roster(long seed, Consumer<Throwable> uncaught) {
    this.seed = seed;
    this.uncaught = uncaught;
  }

  List<SimulatedThread> threads() {
    return threads;
  }

  int live() {
    return live;
  }

  /** A thread has ended. */
  void ended() {
    live--;
  }

  /** A thread that has not been started yet will not be the program's own. */
  void addInternal(Thread thread) {
    internal.add(thread);
  }

  /** The thread with a continuation, or null if it has not been {@linkplain #admit admitted}. */
  @Nullable SimulatedThread find(Runnable continuation) {
    return byContinuation.get(continuation);
  }

  /** Takes in the thread with a continuation that was submitted for the first time. */
  SimulatedThread admit(Runnable continuation, @Nullable SimulatedThread parent) {
    Thread thread = JdkThreads.continuedBy(continuation);
    SimulatedThread admitted =
        new SimulatedThread(
            thread,
            continuation,
            threads.size(),
            parent == null ? new VectorClock() : parent.clock.copy());
    admitted.clock.tick(admitted.id);
    admitted.internal = internal.contains(thread);
    threads.add(admitted);
    byContinuation.put(continuation, admitted);
    live++;
    admitted.randomSeed = Seeds.mix(seed, admitted.id);
    JdkThreads.setProbe(thread, (int) admitted.randomSeed | 1);
    if (!hasOwnHandler(thread)) {
      thread.setUncaughtExceptionHandler((ended, e) -> uncaught.accept(e));
    }
    return admitted;
  }

  @SuppressWarnings("ReferenceEquality") // without one, the group itself stands for it
  private static boolean hasOwnHandler(Thread thread) {
    return thread.getUncaughtExceptionHandler() != thread.getThreadGroup();
  }
}
