package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a buffered channel does: its ring, its bound. */
@Timeout(60)
class BufferedChannelTest {

  @Rule(5)
  @ParameterizedTest
  @ValueSource(ints = {-1, -2, Integer.MIN_VALUE})
  void buffered_negativeCapacity_isRefused(int capacity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Channel.buffered(capacity))
        .withMessageContaining("capacity")
        .withMessageContaining(String.valueOf(capacity));
  }

  /** Growth at every position of the head, wrapping, draining, all against a model. */
  @Rule({1, 2, 5})
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 15, 16, 17, 31, 33, 100, 1_000, Integer.MAX_VALUE})
  void randomOperations_anyCapacity_likeABoundedDeque(int capacity) {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Channel<Integer> channel = Channel.buffered(capacity);
      ArrayDeque<Integer> model = new ArrayDeque<>();
      int sendsOfTen = 5;
      for (int step = 0; step < 3_000; step++) {
        if (step % 100 == 0) {
          sendsOfTen = 2 + random.nextInt(7);
        }
        String where = "seed " + seed + ", step " + step;
        if (random.nextInt(10) < sendsOfTen) {
          boolean room = model.size() < capacity;
          if (room) {
            model.add(step);
          }
          assertThat(channel.trySend(step)).as(where).isEqualTo(room);
        } else {
          assertThat(channel.tryReceive().orNull()).as(where).isEqualTo(model.poll());
        }
        assertThat(channel.size()).as(where).isEqualTo(model.size());
      }
      assertThat(channel.closeAndDrain()).containsExactlyElementsOf(model);
    }
  }

  @Rule(1)
  @Test
  void buffered_greatestCapacity_growsOnlyAsItFills() {
    Channel<Integer> channel = Channel.buffered(Integer.MAX_VALUE);
    assertThat(channel.capacity()).isEqualTo(Integer.MAX_VALUE);
    for (int i = 0; i < 10_000; i++) {
      assertThat(channel.trySend(i)).isTrue();
    }
    assertThat(channel.size()).isEqualTo(10_000);
    assertThat(channel.closeAndDrain()).hasSize(10_000).isSorted();
  }

  @Test
  void receive_valueTaken_isCollectable() throws InterruptedException {
    Channel<Object> channel = Channel.buffered(4);
    channel.send(new Object());
    channel.send("keeps the ring in use");
    WeakReference<Object> taken = new WeakReference<>(channel.receive());
    GcFinalization.awaitClear(taken);
    assertThat(channel.size()).isEqualTo(1);
  }

  /** The k-th receive happens before the completion of the (k+1)-th send. */
  @Rule(22)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void capacityOne_usedAsAMutex_excludes(ThreadKind kind) {
    int threads = 4;
    int rounds = 1_000;
    Channel<Boolean> mutex = Channel.buffered(1);
    int[] counter = new int[1];
    List<Outcome<Void>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Threads.start(
              kind,
              () -> {
                for (int round = 0; round < rounds; round++) {
                  mutex.send(true);
                  counter[0]++;
                  mutex.receive();
                }
              }));
    }
    running.forEach(Outcome::result);
    assertThat(counter[0]).isEqualTo(threads * rounds);
  }
}
