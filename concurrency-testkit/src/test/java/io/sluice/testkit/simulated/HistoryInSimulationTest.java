package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.history.History;
import io.sluice.testkit.history.Models;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Histories that schedules are explored for. */
class HistoryInSimulationTest {

  private static final int CAPACITY = 2;

  /** Looks at the size before it takes the slot, so that two may take the last one. */
  private static class CheckThenAct {
    private final ConcurrentLinkedQueue<Integer> values = new ConcurrentLinkedQueue<>();
    final AtomicInteger size = new AtomicInteger();

    boolean offer(int value) {
      if (!reserve()) {
        return false;
      }
      values.add(value);
      return true;
    }

    boolean reserve() {
      if (size.get() >= CAPACITY) {
        return false;
      }
      size.incrementAndGet();
      return true;
    }

    Integer poll() {
      Integer value = values.poll();
      if (value != null) {
        size.decrementAndGet();
      }
      return value;
    }
  }

  /**
   * Looks and takes in one step, so that there are never too many; but a slot is given back only
   * after its value was polled, and meanwhile later values may come and go.
   */
  private static final class ReservedAtOnce extends CheckThenAct {
    @Override
    boolean reserve() {
      int seen = size.get();
      while (seen < CAPACITY && !size.compareAndSet(seen, seen + 1)) {
        seen = size.get();
      }
      return seen < CAPACITY;
    }
  }

  /** Does each operation in one step. */
  private static final class Locked extends CheckThenAct {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    boolean offer(int value) {
      lock.lock();
      try {
        return super.offer(value);
      } finally {
        lock.unlock();
      }
    }

    @Override
    Integer poll() {
      lock.lock();
      try {
        return super.poll();
      } finally {
        lock.unlock();
      }
    }
  }

  private static void offerAndPoll(CheckThenAct queue) throws InterruptedException {
    History history = new History();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      int thread = t;
      threads.add(
          Thread.ofVirtual()
              .name("thread " + t)
              .start(
                  () -> {
                    SplittableRandom random = new SplittableRandom(thread);
                    for (int i = 0; i < 3; i++) {
                      int value = thread * 10 + i;
                      if (random.nextInt(3) == 0) {
                        history.record("poll", queue::poll);
                      } else {
                        history.record("offer", value, () -> queue.offer(value));
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    history.assertLinearizable(Models.queue(CAPACITY));
  }

  @Test
  void explore_sizeCheckedBeforeSlotIsTaken_isFoundAndReplays() {
    Options options = Options.defaults().schedules(1000);
    Program program = () -> offerAndPoll(new CheckThenAct());
    Failure found = Simulation.explore(options, program).failure().orElseThrow();
    assertThat(found.cause())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not linearizable as a queue of capacity 2")
        .hasMessageContaining(" fits nowhere");
    Failure again = Simulation.replay(found.replay(), options, program).failure().orElseThrow();
    assertThat(again.cause()).hasMessage(found.cause().getMessage());
  }

  @Test
  void explore_slotGivenBackTooLate_isFound() {
    Exploration exploration =
        Simulation.explore(
            Options.defaults().schedules(20_000), () -> offerAndPoll(new ReservedAtOnce()));
    assertThat(exploration.failure().orElseThrow().cause())
        .hasMessageContaining("not linearizable as a queue of capacity 2");
  }

  @Test
  void explore_operationsInOneStep_passes() {
    Exploration exploration =
        Simulation.explore(Options.defaults(), () -> offerAndPoll(new Locked()));
    exploration.assertAllPass();
    assertThat(exploration.schedules()).isEqualTo(1000);
  }
}
