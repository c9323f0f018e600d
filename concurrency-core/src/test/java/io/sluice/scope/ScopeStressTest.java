package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random trees of scopes, tasks, failures, cancellations and interrupts: no code of a scope runs
 * once the scope has ended, whatever ended it. For longer than the default few seconds on each kind
 * of thread: {@code -Dsluice.scopes.seconds=300}; with the steps of a failed run (their
 * interleaving will differ): {@code -Dsluice.scopes.seed=…}.
 */
@Rule(24)
class ScopeStressTest {

  private static final long SECONDS = Long.getLong("sluice.scopes.seconds", 3);
  private static final long SEED = Long.getLong("sluice.scopes.seed", new Random().nextLong());
  private static final int SCOPES_AT_ONCE = 8;
  private static final int LONGEST_LIFE_NANOS = 3_000_000;

  // As long as it was asked to: each round has a limit of its own, so no hang lasts that long.
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void everything_atRandom_leavesNobodyBehind(ThreadKind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<RandomScope.End, Integer> ends = new EnumMap<>(RandomScope.End.class);
    long start = System.nanoTime();
    int rounds = 0;
    while (System.nanoTime() - start < Duration.ofSeconds(SECONDS).toNanos()) {
      round(kind, random, "round " + rounds + " of -Dsluice.scopes.seed=" + SEED, ends);
      rounds++;
    }
    System.out.printf("%s, -Dsluice.scopes.seed=%d, %d rounds, %s%n", kind, SEED, rounds, ends);
    assertThat(ends).containsOnlyKeys(RandomScope.End.values());
  }

  private static void round(
      ThreadKind kind, SplittableRandom random, String name, Map<RandomScope.End, Integer> ends) {
    Queue<String> violations = new ConcurrentLinkedQueue<>();
    CancellableContext outer = Context.background().withCancel();
    List<Outcome<RandomScope.End>> runs = new ArrayList<>();
    for (int i = 0; i < SCOPES_AT_ONCE; i++) {
      runs.add(Threads.start(kind, new RandomScope(outer, random.nextLong(), 0, violations)));
    }
    LockSupport.parkNanos(random.nextInt(LONGEST_LIFE_NANOS));
    boolean interrupting = random.nextBoolean();
    if (interrupting) {
      runs.get(random.nextInt(SCOPES_AT_ONCE)).thread().interrupt();
      LockSupport.parkNanos(random.nextInt(LONGEST_LIFE_NANOS));
    }
    // Many wait for nothing else.
    outer.cancel(new IOException("the round is over"));
    for (Outcome<RandomScope.End> run : runs) {
      ends.merge(run.result(), 1, Integer::sum);
      if (run.endedInterrupted() && !interrupting) {
        violations.add("an interrupt left its scope");
      }
    }
    assertThat(violations).as(name).isEmpty();
  }
}
