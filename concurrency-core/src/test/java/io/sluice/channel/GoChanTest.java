package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Go's {@code runtime/chan_test.go} checks of channels alone, named after its tests. */
@Timeout(60)
class GoChanTest {

  /** Go's TestChan. */
  @Rule({1, 2, 3, 4, 7, 10})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void chan_allCapacitiesTo199_keepTheContract(ThreadKind kind) throws InterruptedException {
    for (int capacity = 0; capacity < 200; capacity++) {
      emptyBlocksAndFullBlocks(kind, capacity);
      closedDrains(capacity);
      closeWakes(kind, capacity);
      valuesPassInOrder(kind, capacity);
      valuesPassToMany(kind, capacity);
    }
  }

  private static void emptyBlocksAndFullBlocks(ThreadKind kind, int capacity)
      throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(capacity);
    Outcome<Integer> receiver = Threads.startParked(kind, () -> channel.receive());
    Threads.await(() -> channel.toString().contains("receivers 1"), "the receiver");
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    channel.send(-1);
    assertThat(receiver.result()).isEqualTo(-1);
    for (int i = 0; i < capacity; i++) {
      channel.send(i);
    }
    Outcome<Void> sender = Threads.startParked(kind, () -> channel.send(capacity));
    Threads.await(() -> channel.toString().contains("senders 1"), "the sender");
    assertThat(channel.trySend(-2)).isFalse();
    assertThat(channel.size()).isEqualTo(capacity);
    assertThat(channel.receive()).isZero();
    sender.result();
    assertThat(channel.closeAndDrain()).hasSize(capacity).doesNotContain(-2);
  }

  private static void closedDrains(int capacity) throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(capacity);
    for (int i = 0; i < capacity; i++) {
      channel.send(i);
    }
    channel.close();
    for (int i = 0; i < capacity; i++) {
      assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Value<>(i));
    }
    assertThat(channel.receiveOrClosed().isClosed()).isTrue();
    assertThat(channel.tryReceive().isClosed()).isTrue();
  }

  private static void closeWakes(ThreadKind kind, int capacity) {
    Channel<Integer> channel = Channel.buffered(capacity);
    Outcome<Boolean> receiver =
        Threads.startParked(kind, () -> channel.receiveOrClosed().isClosed());
    channel.close();
    assertThat(receiver.result()).isTrue();
  }

  private static void valuesPassInOrder(ThreadKind kind, int capacity) throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(capacity);
    Outcome<Void> sender =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < 100; i++) {
                channel.send(i);
              }
            });
    for (int i = 0; i < 100; i++) {
      assertThat(channel.receive()).isEqualTo(i);
    }
    sender.result();
  }

  private static void valuesPassToMany(ThreadKind kind, int capacity) {
    Channel<Integer> channel = Channel.buffered(capacity);
    int threads = 4;
    int each = 50;
    List<Outcome<Void>> senders = new ArrayList<>();
    List<Outcome<int[]>> receivers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      senders.add(
          Threads.start(
              kind,
              () -> {
                for (int i = 0; i < each; i++) {
                  channel.send(i);
                }
              }));
      receivers.add(
          Threads.start(
              kind,
              () -> {
                int[] counts = new int[each];
                for (int i = 0; i < each; i++) {
                  counts[channel.receive()]++;
                }
                return counts;
              }));
    }
    int[] totals = new int[each];
    for (Outcome<int[]> receiver : receivers) {
      for (int i = 0; i < each; i++) {
        totals[i] += receiver.result()[i];
      }
    }
    senders.forEach(Outcome::result);
    assertThat(totals).containsOnly(threads);
    assertThat(channel.size()).isZero();
  }

  /** Go's TestNonblockRecvRace: a receive that does not wait never misses a value, nor the end. */
  @Rule(10)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void nonblockRecvRace_closeRaces_neverMissesTheValue(ThreadKind kind)
      throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      Channel<Integer> channel = Channel.buffered(1);
      channel.send(1);
      Outcome<Boolean> receiver = Threads.start(kind, () -> channel.tryReceive().isValue());
      channel.close();
      assertThat(receiver.result()).isTrue();
      assertThat(channel.tryReceive().isClosed()).isTrue();
    }
  }

  /** Go's TestMultiConsumer. */
  @Rule({1, 2, 7, 12})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void multiConsumer_manyWorkers_processEachValueOnce(ThreadKind kind) throws InterruptedException {
    int workers = 23;
    int values = 10_000;
    int[] primes = {2, 3, 5, 7, 11, 13};
    Channel<Integer> queue = Channel.buffered(workers / 4);
    Channel<Integer> results = Channel.buffered(workers * 3 / 2);
    List<Outcome<Void>> consumers = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      boolean yields = i % 3 == 0;
      consumers.add(
          Threads.start(
              kind,
              () ->
                  queue.forEach(
                      value -> {
                        if (yields && value % 7 == 0) {
                          Thread.yield();
                        }
                        results.send(value);
                      })));
    }
    long expected = 0;
    for (int i = 0; i < values; i++) {
      expected += primes[i % primes.length];
    }
    Outcome<Void> producer =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < values; i++) {
                queue.send(primes[i % primes.length]);
              }
              queue.close();
              consumers.forEach(Outcome::result);
              results.close();
            });
    long[] sum = new long[2];
    results.forEach(
        value -> {
          sum[0] += value;
          sum[1]++;
        });
    producer.result();
    assertThat(sum).containsExactly(expected, values);
  }

  /** Go's TestShrinkStackDuringBlockedSend, as far as it is about channels: a deep sender. */
  @Rule(1)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void deepStack_sendsAndReceives_passIntact(ThreadKind kind) throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    int values = 200;
    Outcome<Void> sender =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < values; i++) {
                sendFromDepth(channel, i, ThreadLocalRandom.current().nextInt(500));
              }
            });
    for (int i = 0; i < values; i++) {
      assertThat(channel.receive()).isEqualTo(i);
    }
    sender.result();
  }

  private static void sendFromDepth(SendChannel<Integer> channel, int value, int depth)
      throws InterruptedException {
    if (depth > 0) {
      sendFromDepth(channel, value, depth - 1);
    } else {
      channel.send(value);
    }
  }
}
