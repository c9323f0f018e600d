package io.sluice.channel.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.Rule;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything at once, at random. For longer than the default few seconds on each kind of thread:
 * {@code -Dsluice.stress.seconds=300}; with the operations of a failed run (their interleaving will
 * differ): {@code -Dsluice.stress.seed=…}.
 */
@Rule({1, 2, 4, 6, 7, 8, 10, 12, 15, 18, 20, 22, 25, 26, 27, 40})
class ChannelStressTest {

  private static final long SECONDS = Long.getLong("sluice.stress.seconds", 3);
  private static final long SEED = Long.getLong("sluice.stress.seed", new Random().nextLong());
  private static final Duration ROUND = Duration.ofMillis(250);

  /** Each round awaits several states in turn, and gives up by itself if one never comes. */
  private static final Duration ROUND_LIMIT = Threads.DEADLINE.multipliedBy(4);

  private static final Set<String> JDK_GROUPS =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

  // As long as it was asked to: each round has a limit of its own, so no hang lasts that long.
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void everything_atRandom_accountsForEveryValueExactlyOnce(ThreadKind kind) {
    Set<Thread> before = platformThreads();
    Tally total = new Tally();
    SplittableRandom seeds = new SplittableRandom(SEED);
    long start = System.nanoTime();
    long values = 0;
    long ticks = 0;
    int rounds = 0;
    while (System.nanoTime() - start < Duration.ofSeconds(SECONDS).toNanos()) {
      int size = kind == ThreadKind.VIRTUAL ? 8 + seeds.nextInt(88) : 6 + seeds.nextInt(18);
      Round round = new Round(kind, size, seeds.nextLong());
      run(round, "round " + rounds + " of -Dsluice.stress.seed=" + SEED + " with " + kind);
      round.addTo(total);
      values += round.values();
      ticks += round.ticks();
      rounds++;
    }
    System.out.printf(
        "%s, -Dsluice.stress.seed=%d, %d rounds, %d operations, %d values, %d ticks:%n%s%n",
        kind, SEED, rounds, total.total(), values, ticks, total);
    assertEverythingHappened(total);
    assertThat(ticks).as("ticks").isPositive();
    Threads.await(() -> before.containsAll(platformThreads()), "new threads to end");
  }

  private static void run(Round round, String name) {
    List<String> violations;
    try {
      violations =
          assertTimeoutPreemptively(
              ROUND_LIMIT,
              () -> round.run(ROUND),
              () -> "a hang\n" + round.describeActors(Objects::toIdentityString));
    } catch (AssertionError e) {
      throw new AssertionError(name, e);
    }
    assertThat(violations).as(name).isEmpty();
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
