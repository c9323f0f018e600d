package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What contexts cost: one or more for each request. */
class ContextMemoryTest {

  static {
    // JOL would attach an agent to this very JVM, in vain, and needs none for these layouts.
    System.setProperty("jol.skipDynamicAttach", "true");
  }

  private final CancellableContext parent = Context.background().withCancel();

  /** What a context adds to its parent. */
  private long bytes(Context context) {
    return GraphLayout.parseInstance(context)
        .subtract(GraphLayout.parseInstance(parent))
        .totalSize();
  }

  @Test
  void unobserved_any_fitsACacheLine() {
    long cancel = bytes(parent.withCancel());
    long timeout = bytes(parent.withTimeout(Probe.LONG));
    long value = bytes(parent.withValue(Context.Key.of("key"), true));
    System.out.printf(
        "ContextMemoryTest: %d bytes withCancel, %d withTimeout, %d withValue%n",
        cancel, timeout, value);
    assertThat(cancel).isPositive().isLessThanOrEqualTo(64);
    assertThat(timeout).isEqualTo(cancel);
    // Its key, its name and the array with room for no more than the pair are part of this.
    assertThat(value).isLessThanOrEqualTo(192);
  }

  @Test
  void unobserved_asked_addsNothing() {
    Context context = parent.withTimeout(Probe.LONG);
    long before = bytes(context);
    assertThat(context.isDone()).isFalse();
    assertThat(context.remaining()).isNotEmpty();
    assertThat(context.cause()).isNull();
    assertThat(bytes(context)).isEqualTo(before);
  }

  @Test
  void observedForAWhile_manyTimes_keepsOneSmallList() {
    Context context = parent.withCancel();
    context.onCancel(() -> {}).close();
    long once = bytes(context);
    for (int i = 0; i < 100; i++) {
      context.onCancel(() -> {}).close();
    }
    assertThat(bytes(context)).isEqualTo(once).isLessThanOrEqualTo(512);
  }

  @Test
  void late_askedOnce_holdsOneEnding() {
    Context context = parent.withTimeout(Duration.ZERO);
    assertThat(context.isDone()).isTrue();
    assertThat(GraphLayout.parseInstance(context.withCancel()).totalSize()).isLessThan(1_024);
  }
}
