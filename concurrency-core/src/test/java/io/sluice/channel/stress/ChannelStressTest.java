package io.sluice.channel.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ThreadKind;
import io.sluice.testing.Threads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything at once, at random. For longer than the default few seconds on each kind of thread:
 * {@code -Dsluice.stress.seconds=300}; with the operations of a failed run (their interleaving will
 * differ): {@code -Dsluice.stress.seed=…}.
 */
@Rule({1, 2, 3, 4, 6, 7, 8, 10, 12, 15, 18, 20, 22, 25, 26, 27})
class ChannelStressTest {

  private static final long SECONDS = Long.getLong("sluice.stress.seconds", 3);
  private static final long SEED = Long.getLong("sluice.stress.seed", new Random().nextLong());
  private static final Duration ROUND = Duration.ofMillis(250);

  private static final Set<String> JDK_GROUPS =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void everything_atRandom_accountsForEveryValueExactlyOnce(ThreadKind kind) {
    Set<Thread> before = platformThreads();
    Tally total = new Tally();
    SplittableRandom seeds = new SplittableRandom(SEED);
    long start = System.nanoTime();
    for (int i = 0; System.nanoTime() - start < Duration.ofSeconds(SECONDS).toNanos(); i++) {
      int size = kind == ThreadKind.VIRTUAL ? 8 + seeds.nextInt(56) : 6 + seeds.nextInt(18);
      Round round = new Round(kind, size, seeds.nextLong());
      String where = "round " + i + " of -Dsluice.stress.seed=" + SEED + " with " + kind;
      List<String> violations;
      try {
        violations = round.run(ROUND);
      } catch (AssertionError e) {
        throw new AssertionError(where, e);
      }
      assertThat(violations).as(where).isEmpty();
      round.addTo(total);
    }
    System.out.printf("%s, seed %d, %d operations:%n%s%n", kind, SEED, total.total(), total);
    assertEverythingHappened(total);
    Threads.await(() -> before.containsAll(platformThreads()), "new threads to end");
  }

  private static void assertEverythingHappened(Tally total) {
    for (Operation operation : Operation.values()) {
      assertThat(total.of(operation, Result.DONE)).as("%s done", operation).isPositive();
    }
    for (Result result : Result.values()) {
      assertThat(total.of(result)).as("%s", result).isPositive();
    }
  }

  /** All platform threads but those that the JDK keeps to itself, such as carriers. */
  private static Set<Thread> platformThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(
        thread -> {
          ThreadGroup group = thread.getThreadGroup();
          return group == null || JDK_GROUPS.contains(group.getName());
        });
    return threads;
  }
}
