package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What channels cost: one of them is often one of thousands. */
class MemoryTest {

  static {
    // JOL would attach an agent to this very JVM, in vain, and needs none for these layouts.
    System.setProperty("jol.skipDynamicAttach", "true");
  }

  private static long bytes(Channel<?> channel) {
    return GraphLayout.parseInstance(channel).totalSize();
  }

  @Test
  void layout_knownObjects_isMeasuredRight() {
    // The measure is checked first: this JDK may lay out objects in ways that JOL does not know.
    assertThat(GraphLayout.parseInstance(new Object()).totalSize()).isBetween(8L, 16L);
    assertThat(GraphLayout.parseInstance((Object) new long[1_000]).totalSize())
        .isBetween(8_008L, 8_024L);
    assertThat(GraphLayout.parseInstance((Object) new Object[] {new long[1_000]}).totalSize())
        .isBetween(8_016L, 8_056L);
  }

  @Test
  void unbuffered_empty_fitsACacheLine() {
    assertThat(bytes(Channel.unbuffered())).isPositive().isLessThanOrEqualTo(64);
  }

  @Test
  void buffered_beforeTheFirstSend_costsTheSameWhateverItsCapacity() {
    assertThat(bytes(Channel.buffered(1_000_000)))
        .isEqualTo(bytes(Channel.buffered(1)))
        .isLessThanOrEqualTo(128);
  }

  @Test
  void buffered_afterTheFirstSend_grewByASmallRing() throws InterruptedException {
    Channel<Boolean> channel = Channel.buffered(1_000_000);
    long before = bytes(channel);
    channel.send(true);
    channel.receive();
    assertThat(bytes(channel) - before).isLessThanOrEqualTo(16 + 16 * 8);
  }

  @Test
  void unlimited_burstDrained_returnsItsMemory() throws InterruptedException {
    Channel<Boolean> channel = Channel.unlimited();
    channel.send(true);
    channel.receive();
    long before = bytes(channel);
    for (int i = 0; i < 50_000; i++) {
      channel.send(true);
    }
    assertThat(bytes(channel)).isGreaterThan(before + 50_000 * 4);
    List<Boolean> sink = new ArrayList<>();
    assertThat(channel.drainTo(sink, 50_000)).isEqualTo(50_000);
    assertThat(bytes(channel)).isEqualTo(before);
  }

  @Test
  void unbuffered_usedWithTimeouts_keepsNothing() throws InterruptedException {
    Channel<Boolean> channel = Channel.unbuffered();
    long before = bytes(channel);
    for (int i = 0; i < 100; i++) {
      assertThat(channel.trySend(true, Duration.ofNanos(1))).isFalse();
      assertThat(channel.tryReceive(Duration.ofNanos(1)).isValue()).isFalse();
    }
    assertThat(bytes(channel)).isEqualTo(before);
  }
}
