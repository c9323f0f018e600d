package io.sluice.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rivals have in common: several channels, and a receive from whichever is ready. */
interface Selection {

  /** The channels one by one, in their order. */
  List<Conduit> channels();

  Integer takeAny() throws InterruptedException;

  /** Takes only what is there already; null if there is nothing. */
  @Nullable Integer pollAny() throws InterruptedException;

  /**
   * Makes empty channels.
   *
   * @param impl the name that a benchmark's parameter gives
   * @param capacity as in {@link Conduit#of}
   */
  static Selection of(String impl, int channels, int capacity) {
    return switch (impl) {
      case "Sluice" -> new SluiceSelection(channels, capacity);
      case "Jox" -> new JoxSelection(channels, capacity);
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }
}
