package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only an unbuffered channel does. */
@Timeout(60)
class RendezvousChannelTest {

  private final Channel<Integer> channel = Channel.unbuffered();

  @Rule({1, 5})
  @Test
  void buffered_capacityZero_isUnbuffered() {
    Channel<Integer> zero = Channel.buffered(0);
    assertThat(zero).hasSameClassAs(channel);
    assertThat(zero.capacity()).isZero();
    assertThat(zero.trySend(1)).isFalse();
    assertThat(zero.size()).isZero();
  }

  @Rule(1)
  @Test
  void trySend_nobodyReceives_failsAndStoresNothing() {
    for (int i = 0; i < 3; i++) {
      assertThat(channel.trySend(i)).isFalse();
      assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    }
  }

  @Rule({1, 5})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void send_waiting_isNotCountedAndCompletesOnlyByTheReceive(ThreadKind kind)
      throws InterruptedException {
    Outcome<Void> sender = Threads.startParked(kind, () -> channel.send(1));
    assertThat(channel.size()).isZero();
    assertThat(sender.isDone()).isFalse();
    assertThat(channel.receive()).isEqualTo(1);
    sender.result();
  }

  /** A receive happens before the completion of its send. */
  @Rule(22)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void send_completed_seesWhatTheReceiverDidBefore(ThreadKind kind) throws InterruptedException {
    int rounds = 2_000;
    int[] written = new int[rounds];
    Outcome<Void> receiver =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < rounds; i++) {
                written[i] = i + 1;
                channel.receive();
              }
            });
    for (int i = 0; i < rounds; i++) {
      channel.send(i);
      assertThat(written[i]).isEqualTo(i + 1);
    }
    receiver.result();
  }

  @Rule({1, 2})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void sendAndReceive_pipelineOfFilters_findsPrimes(ThreadKind kind) throws InterruptedException {
    Channel<Integer> numbers = Channel.unbuffered();
    List<Outcome<?>> stages = new ArrayList<>();
    stages.add(
        Threads.start(
            kind,
            () -> {
              for (int i = 2; i < 100; i++) {
                numbers.send(i);
              }
              numbers.close();
            }));
    List<Integer> primes = new ArrayList<>();
    ReceiveChannel<Integer> source = numbers;
    for (Received<Integer> head = source.receiveOrClosed();
        head.isValue();
        head = source.receiveOrClosed()) {
      int prime = head.orElseThrow();
      primes.add(prime);
      source = filter(kind, source, prime, stages);
    }
    stages.forEach(Outcome::result);
    assertThat(primes).hasSize(25).startsWith(2, 3, 5, 7, 11).endsWith(89, 97);
  }

  private static ReceiveChannel<Integer> filter(
      ThreadKind kind, ReceiveChannel<Integer> source, int prime, List<Outcome<?>> stages) {
    Channel<Integer> filtered = Channel.unbuffered();
    stages.add(
        Threads.start(
            kind,
            () -> {
              source.forEach(
                  number -> {
                    if (number % prime != 0) {
                      filtered.send(number);
                    }
                  });
              filtered.close();
            }));
    return filtered;
  }
}
