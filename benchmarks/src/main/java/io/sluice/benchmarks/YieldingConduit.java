package io.sluice.benchmarks;

import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * A queue that never parks, as the bound of what could be reached without: whoever has to wait
 * yields. Not for ever: threads that yield without a bound on all carriers keep those from starting
 * for which they wait.
 */
record YieldingConduit(Queue<Integer> channel) implements Conduit {

  private static final int YIELDS = 1_000;
  private static final long PAUSE_NANOS = 1_000;

  @Override
  public void put(Integer element) {
    int tries = 0;
    while (!channel.offer(element)) {
      pause(++tries);
    }
  }

  @Override
  public Integer take() {
    int tries = 0;
    Integer element;
    while ((element = channel.poll()) == null) {
      pause(++tries);
    }
    return element;
  }

  @SuppressWarnings("ThreadPriorityCheck") // Yielding is what is measured.
  private void pause(int tries) {
    if (tries % YIELDS == 0) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
    } else {
      Thread.yield();
    }
  }
}
