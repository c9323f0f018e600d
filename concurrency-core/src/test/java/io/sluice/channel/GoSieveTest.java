package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Go's {@code test/chan/sieve1.go} checks: a growing pipeline of filters, one thread and one
 * channel for each prime.
 */
@Rule({1, 25})
@Timeout(60)
class GoSieveTest {

  private static final int PRIMES = 30;

  private final List<Outcome<Void>> stages = new ArrayList<>();

  private void stage(ThreadKind kind, Threads.Action action) {
    stages.add(Threads.start(kind, action));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void pipeline_ofFilters_yieldsThePrimes(ThreadKind kind) throws InterruptedException {
    Channel<Integer> numbers = Channel.unbuffered();
    stage(
        kind,
        () -> {
          for (int i = 2; ; i++) {
            numbers.send(i);
          }
        });
    List<Integer> primes = new ArrayList<>();
    Channel<Integer> in = numbers;
    while (primes.size() < PRIMES) {
      int prime = in.receive();
      primes.add(prime);
      Channel<Integer> unfiltered = in;
      Channel<Integer> filtered = Channel.unbuffered();
      stage(kind, () -> filter(unfiltered, filtered, prime));
      in = filtered;
    }
    assertThat(primes)
        .isEqualTo(
            IntStream.iterate(2, i -> i + 1)
                .filter(n -> IntStream.range(2, n).noneMatch(d -> n % d == 0))
                .limit(PRIMES)
                .boxed()
                .toList());
    stages.forEach(stage -> stage.thread().interrupt());
    for (Outcome<Void> stage : stages) {
      assertThat(stage.failure()).isInstanceOf(InterruptedException.class);
    }
  }

  private static void filter(ReceiveChannel<Integer> in, SendChannel<Integer> out, int prime)
      throws InterruptedException {
    while (true) {
      int number = in.receive();
      if (number % prime != 0) {
        out.send(number);
      }
    }
  }
}
