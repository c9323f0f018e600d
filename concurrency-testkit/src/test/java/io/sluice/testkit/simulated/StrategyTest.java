package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the next thread is chosen. */
class StrategyTest {

  /** Weaves nothing, so that threads stop only where they say so. */
  private static final Options UNWOVEN =
      Options.defaults().schedules(100_000).strategy(Strategy.EXHAUSTIVE).weave("no.such.classes");

  private static void startAll(int threads, Runnable task) throws InterruptedException {
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      started.add(Thread.ofVirtual().name("t" + i).unstarted(task));
    }
    started.forEach(Thread::start);
    for (Thread thread : started) {
      thread.join();
    }
  }

  @Test
  void exhaustive_oneThread_isOneSchedule() {
    Exploration exploration =
        Simulation.explore(Options.defaults().strategy(Strategy.EXHAUSTIVE), () -> {});
    exploration.assertAllPass();
    assertThat(exploration.schedules()).isEqualTo(1);
    assertThat(exploration.isExhausted()).isTrue();
  }

  /** Two threads of n unordered atomic steps each, and one that waits for both. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void exhaustive_atomicSteps_reachesEveryInterleaving(int steps) {
    Set<String> interleavings = new HashSet<>();
    Exploration exploration =
        Simulation.explore(
            Options.defaults().strategy(Strategy.EXHAUSTIVE).preemptions(100).schedules(100_000),
            () -> {
              StringBuilder order = new StringBuilder();
              AtomicInteger clock = new AtomicInteger();
              int[] times = new int[2 * steps];
              List<Thread> threads = new ArrayList<>();
              for (int t = 0; t < 2; t++) {
                int self = t;
                threads.add(
                    Thread.startVirtualThread(
                        () -> {
                          for (int i = 0; i < steps; i++) {
                            times[clock.getAndIncrement()] = self;
                          }
                        }));
              }
              for (Thread thread : threads) {
                thread.join();
              }
              for (int owner : times) {
                order.append(owner);
              }
              interleavings.add(order.toString());
            });
    exploration.assertAllPass();
    assertThat(interleavings).hasSize(binomial(2 * steps, steps));
  }

  private static int binomial(int n, int k) {
    return k == 0 ? 1 : binomial(n - 1, k - 1) * n / k;
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 6", "4, 24"})
  void exhaustive_threadsWithoutPoints_areAllOrdersOnce(int threads, int orders) {
    Set<List<String>> seen = new HashSet<>();
    Exploration exploration =
        Simulation.explore(
            UNWOVEN,
            () -> {
              List<String> order = new ArrayList<>();
              startAll(threads, () -> order.add(Thread.currentThread().getName()));
              seen.add(order);
            });
    exploration.assertAllPass();
    assertThat(seen).hasSize(orders);
    assertThat(exploration.schedules()).isGreaterThanOrEqualTo(orders);
  }

  @Test
  void exhaustive_bound_limitsPreemptions() {
    Program lostUpdate =
        () -> {
          AtomicInteger count = new AtomicInteger();
          startAll(2, () -> count.set(count.get() + 1));
          assertThat(count).hasValue(2);
        };
    Options exhaustive = Options.defaults().strategy(Strategy.EXHAUSTIVE);
    Exploration none = Simulation.explore(exhaustive.preemptions(0), lostUpdate);
    none.assertAllPass();
    assertThat(none.isExhausted()).isTrue();
    assertThat(Simulation.explore(exhaustive.preemptions(1), lostUpdate).failure()).isPresent();
  }

  @Test
  void exhaustive_tooFewSchedules_fails() {
    Exploration exploration =
        Simulation.explore(UNWOVEN.schedules(3), () -> startAll(4, Thread::yield));
    assertThat(exploration.isExhausted()).isFalse();
    assertThatThrownBy(exploration::assertAllPass)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessageStartingWith("all 3 schedules passed, but there are more");
  }

  /** A bug of depth 2 among n threads and k steps is found once in n * k schedules or oftener. */
  @Test
  void pct_bugOfDepthTwo_isFoundWithinTheBound() {
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      Options options =
          Options.defaults().strategy(Strategy.PCT).seed(seed * 1_000L).schedules(200);
      found +=
          Simulation.explore(
                  options,
                  () -> {
                    AtomicInteger state = new AtomicInteger();
                    Thread.startVirtualThread(() -> state.compareAndSet(0, 1));
                    startAll(
                        3,
                        () -> {
                          for (int i = 0; i < 5; i++) {
                            int before = state.get();
                            if (before > 1 && state.get() != before) {
                              throw new AssertionError("never");
                            }
                          }
                        });
                    assertThat(state.get()).as("started first, yet ran last").isEqualTo(1);
                  })
              .failure()
              .map(failure -> 1)
              .orElse(0);
    }
    assertThat(found).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void replay_ofEachStrategy_repeatsTheFailure(Strategy strategy) {
    Options options = Options.defaults().strategy(strategy).schedules(5_000);
    Program program =
        () -> {
          AtomicInteger count = new AtomicInteger();
          startAll(3, () -> count.set(count.get() + 1));
          assertThat(count).hasValue(3);
        };
    Failure failure = Simulation.explore(options, program).failure().orElseThrow();
    Failure again = Simulation.replay(failure.replay(), options, program).failure().orElseThrow();
    assertThat(failure.notes()).isEmpty();
    assertThat(again.notes()).isEmpty();
    assertThat(again.trace()).isEqualTo(failure.trace());
    assertThat(again.replay()).isEqualTo(failure.replay());
    assertThat(again.cause()).hasMessage(failure.cause().getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "random",
        "random:",
        "random:x",
        "pct:1",
        "choices:2",
        "choices:2:1.x.0",
        "choices:2:1",
        "choices:2:-1.1.0",
        "choices:-1:0",
        "random:1:2",
        "other:1"
      })
  void replay_malformed_isRefused(String replay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.replay(replay, Options.defaults(), () -> {}))
        .withMessage("replay is \"" + replay + "\"");
  }

  @Test
  void options_outOfRange_areRefused() {
    Options options = Options.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.schedules(0))
        .withMessage("schedules is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.steps(0))
        .withMessage("steps is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.preemptions(-1))
        .withMessage("preemptions is -1");
  }

  @Test
  void arguments_null_areRefusedByName() {
    Options options = Options.defaults();
    assertThatNullPointerException()
        .isThrownBy(() -> options.strategy(null))
        .withMessage("strategy");
    assertThatNullPointerException().isThrownBy(() -> options.faults((Fault[]) null));
    assertThatNullPointerException().isThrownBy(() -> options.weave((String[]) null));
    assertThatNullPointerException()
        .isThrownBy(() -> Simulation.explore(null, () -> {}))
        .withMessage("options");
    assertThatNullPointerException()
        .isThrownBy(() -> Simulation.explore(options, null))
        .withMessage("program");
    assertThatNullPointerException().isThrownBy(() -> Simulation.run(null)).withMessage("program");
    assertThatNullPointerException()
        .isThrownBy(() -> Simulation.replay(null, options, () -> {}))
        .withMessage("replay");
  }
}
