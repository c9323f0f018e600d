package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Does to the threads of one run what correct programs bear, drawn from the run's seed. Bounded, so
 * that it does not keep a program from ending.
 */
final class FaultInjector {

  private static final int ONE_IN = 12;
  private static final int MOST_WAKEUPS = 20;
  private static final int MOST_INTERRUPTS = 3;
  private static final int MOST_DELAYS = 8;

  /** Delays are spread evenly over orders of magnitude from a microsecond to an hour. */
  private static final long[] DELAYS = {
    1_000, 1_000_000, 50_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L
  };

  /**
   * So many of them befall a thread that is stopped at a point, where it may hold a lock that
   * others poll: for an hour, that would look like a loop without end.
   */
  private static final int SHORT_DELAYS = 2;

  private final SplittableRandom random;
  private final Consumer<String> trace;
  private int wakeups;
  private int interrupts;
  private int delays;

  FaultInjector(Set<Fault> kinds, long seed, Consumer<String> trace) {
    this.random = new SplittableRandom(~seed);
    this.trace = trace;
    this.wakeups = kinds.contains(Fault.SPURIOUS_WAKEUP) ? MOST_WAKEUPS : 0;
    this.interrupts = kinds.contains(Fault.INTERRUPT) ? MOST_INTERRUPTS : 0;
    this.delays = kinds.contains(Fault.DELAY) ? MOST_DELAYS : 0;
  }

  /** Between two steps of the program: perhaps wakes or interrupts a thread. */
  void between(List<SimulatedThread> threads) {
    if (wakeups > 0 && due()) {
      List<SimulatedThread> parked = new ArrayList<>();
      for (SimulatedThread candidate : threads) {
        int state = JdkThreads.state(candidate.thread);
        if ((state == JdkThreads.PARKED || state == JdkThreads.TIMED_PARKED)
            && !candidate.internal
            && !candidate.settling) {
          parked.add(candidate);
        }
      }
      if (!parked.isEmpty()) {
        wakeups--;
        SimulatedThread victim = parked.get(random.nextInt(parked.size()));
        trace.accept("spurious wake-up of " + victim);
        LockSupport.unpark(victim.thread);
      }
    }
    if (interrupts > 0 && due()) {
      List<SimulatedThread> started = new ArrayList<>();
      for (SimulatedThread candidate : threads) {
        if (candidate.id > 0 && !candidate.internal && candidate.thread.isAlive()) {
          started.add(candidate);
        }
      }
      if (!started.isEmpty()) {
        interrupts--;
        SimulatedThread victim = started.get(random.nextInt(started.size()));
        trace.accept("interrupt of " + victim);
        victim.thread.interrupt();
      }
    }
  }

  /** Whether a wait on a monitor or condition ends at once. */
  boolean spurious() {
    if (wakeups > 0 && due()) {
      wakeups--;
      trace.accept("spurious end of a wait");
      return true;
    }
    return false;
  }

  /** For how many nanoseconds a thread that could run is held back; 0 for not at all. */
  long delay(SimulatedThread thread) {
    if (delays > 0 && !thread.internal && due()) {
      delays--;
      long nanos = DELAYS[random.nextInt(thread.stoppedAtPoint ? SHORT_DELAYS : DELAYS.length)];
      trace.accept("delay of " + thread + " by " + Describe.nanos(nanos));
      return nanos;
    }
    return 0;
  }

  private boolean due() {
    return random.nextInt(ONE_IN) == 0;
  }
}
