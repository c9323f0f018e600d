package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only an unlimited channel does: its chunks. */
@Timeout(60)
class UnlimitedChannelTest {

  @Rule({1, 2, 5})
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomOperations_burstsOverManyChunks_likeADeque(long seed) {
    Random random = new Random(seed);
    Channel<Integer> channel = Channel.unlimited();
    ArrayDeque<Integer> model = new ArrayDeque<>();
    for (int burst = 0; burst < 200; burst++) {
      boolean sending = random.nextBoolean();
      for (int i = random.nextInt(200); i > 0; i--) {
        if (sending) {
          assertThat(channel.trySend(i)).isTrue();
          model.add(i);
        } else {
          assertThat(channel.tryReceive().orNull()).as("seed %d", seed).isEqualTo(model.poll());
        }
        assertThat(channel.size()).as("seed %d", seed).isEqualTo(model.size());
      }
    }
    assertThat(channel.closeAndDrain()).containsExactlyElementsOf(model);
  }

  /** The places around the ends of chunks, where one is left and the next is entered. */
  @Rule(2)
  @Test
  void sendAndReceive_everyBacklogUpToThreeChunks_inOrder() throws InterruptedException {
    for (int backlog = 1; backlog < 200; backlog++) {
      Channel<Integer> channel = Channel.unlimited();
      int sent = 0;
      int received = 0;
      while (sent < backlog) {
        channel.send(sent++);
      }
      while (sent < 500) {
        channel.send(sent++);
        assertThat(channel.receive()).isEqualTo(received++);
      }
      while (received < sent) {
        assertThat(channel.receive()).isEqualTo(received++);
      }
      assertThat(channel.size()).isZero();
      channel.send(-1);
      assertThat(channel.receive()).isEqualTo(-1);
    }
  }

  @Test
  void receive_valueTaken_isCollectable() throws InterruptedException {
    Channel<Object> channel = Channel.unlimited();
    channel.send(new Object());
    channel.send("keeps the chunk in use");
    WeakReference<Object> taken = new WeakReference<>(channel.receive());
    GcFinalization.awaitClear(taken);
    assertThat(channel.size()).isEqualTo(1);
  }
}
