package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a seed determines, and what is said of programs that it does not. */
class ReplayTest {

  private static final Options OPTIONS = Options.defaults().schedules(100);

  /** Two philosophers by monitors and semaphores, a lost update, a queue: fails in many ways. */
  private static void faulty() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Semaphore first = new Semaphore(1);
    Semaphore second = new Semaphore(1);
    List<Thread> threads = new ArrayList<>();
    threads.add(Sample.start(() -> increment(count, first, second)));
    threads.add(Sample.start(() -> increment(count, second, first)));
    threads.add(Sample.start(() -> queue.put(count.get())));
    int seen = queue.take();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(List.of(seen, count.get())).isEqualTo(List.of(2, 2));
  }

  private static void increment(AtomicInteger count, Semaphore outer, Semaphore inner)
      throws InterruptedException {
    outer.acquire();
    inner.acquire();
    count.set(count.get() + 1);
    inner.release();
    outer.release();
  }

  @Test
  void replay_hundredFailingSeeds_repeatFailureAndTrace() {
    int failed = 0;
    for (long seed = 0; failed < 100; seed++) {
      Failure found =
          Simulation.replay("random:" + seed, OPTIONS, ReplayTest::faulty).failure().orElse(null);
      if (found == null) {
        continue;
      }
      failed++;
      assertThat(found.notes()).isEmpty();
      for (int i = 0; i < 2; i++) {
        Failure again =
            Simulation.replay(found.replay(), OPTIONS, ReplayTest::faulty).failure().orElseThrow();
        assertThat(again.cause()).hasSameClassAs(found.cause());
        assertThat(again.cause()).hasMessage(found.cause().getMessage());
        assertThat(again.trace()).isEqualTo(found.trace());
      }
    }
  }

  @Test
  void explore_stateKeptFromRunToRun_isToldToBeNondeterministic() {
    AtomicInteger runs = new AtomicInteger();
    Failure failure =
        failureOf(
            () -> {
              if (runs.incrementAndGet() == 5) {
                throw new AssertionError("fifth");
              }
            });
    assertThat(failure.notes()).singleElement().asString().contains("nondeterministic");
    assertThat(failure.cause()).hasMessage("fifth");
  }

  @Test
  void explore_failureOfTheFirstRunOnly_isReportedAsSuch() {
    AtomicInteger runs = new AtomicInteger();
    Failure failure =
        failureOf(() -> assertThat(runs.incrementAndGet()).as("runs").isGreaterThan(1));
    assertThat(failure.notes())
        .singleElement()
        .asString()
        .contains("only when the program was run for the first time");
  }

  @Test
  void replay_threadLocalRandom_repeats() {
    List<List<Integer>> drawn = new ArrayList<>();
    Program program =
        () -> {
          List<Integer> numbers = new ArrayList<>();
          numbers.add(ThreadLocalRandom.current().nextInt());
          Thread child = Sample.start(() -> numbers.add(ThreadLocalRandom.current().nextInt()));
          child.join();
          drawn.add(numbers);
        };
    Simulation.replay("random:7", OPTIONS, program).assertAllPass();
    Simulation.replay("random:7", OPTIONS, program).assertAllPass();
    Simulation.replay("random:8", OPTIONS, program).assertAllPass();
    assertThat(drawn.subList(1, 4)).containsOnly(drawn.get(0));
    assertThat(drawn.get(0)).doesNotHaveDuplicates();
    assertThat(drawn.get(5)).isNotEqualTo(drawn.get(0));
  }

  /** Initialized within each first run: its thread cannot be stopped there. */
  private static final class Slow {
    private static final int VALUE = new AtomicInteger(3).incrementAndGet();
  }

  @Test
  void explore_classInitializedInRun_passes() {
    Simulation.explore(
            OPTIONS,
            () -> {
              Thread other = Sample.start(() -> assertThat(Slow.VALUE).isEqualTo(4));
              assertThat(Slow.VALUE).isEqualTo(4);
              other.join();
            })
        .assertAllPass();
  }

  @Test
  void explore_uncaughtExceptionOfChild_fails() {
    Failure failure =
        failureOf(
            () ->
                Thread.startVirtualThread(
                    () -> {
                      throw new IllegalStateException("of the child");
                    }));
    assertThat(failure.cause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("of the child");
  }

  @Test
  void explore_childWithHandlerOfItsOwn_passes() {
    AtomicInteger handled = new AtomicInteger();
    Exploration exploration =
        Simulation.explore(
            OPTIONS,
            () ->
                Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, _) -> handled.incrementAndGet())
                    .start(
                        () -> {
                          throw new IllegalStateException("of the child");
                        }));
    exploration.assertAllPass();
    assertThat(handled.get()).isGreaterThanOrEqualTo(exploration.schedules());
  }

  @Test
  void replay_manyDeadlocks_keepNoMemory() {
    Program deadlock =
        () -> {
          byte[] held = new byte[1 << 20];
          Thread.startVirtualThread(
              () -> {
                LockSupport.park();
                held[0]++;
              });
          new Semaphore(0).acquire();
        };
    long before = usedMemory();
    for (int i = 0; i < 50; i++) {
      // Three runs each.
      assertThat(Simulation.replay("random:" + i, OPTIONS, deadlock).failure()).isPresent();
    }
    assertThat((usedMemory() - before) >> 20).as("MiB, of 150 allocated").isLessThan(50);
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void explore_inTwoThreadsAtOnce_doesNotDisturb() throws InterruptedException {
    List<Exploration> explorations = new ArrayList<>();
    List<Thread> testers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      testers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    Exploration exploration =
                        Simulation.explore(
                            Options.defaults().schedules(300),
                            () -> QueueSamples.all().getFirst().body().run());
                    synchronized (explorations) {
                      explorations.add(exploration);
                    }
                  }));
    }
    for (Thread tester : testers) {
      tester.join();
    }
    assertThat(explorations).hasSize(2).allSatisfy(Exploration::assertAllPass);
  }

  private static Failure failureOf(Program program) {
    return Simulation.explore(OPTIONS, program).failure().orElseThrow();
  }
}
