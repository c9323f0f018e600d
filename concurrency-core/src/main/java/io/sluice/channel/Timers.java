package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Channels that deliver one value when a time has passed: Go's {@code time.After}.
 *
 * <p>A timer costs its object and nothing else: no thread, no entry in any queue, nothing to stop.
 * An unreferenced one is garbage at once, however long it would still have run. In a loop prefer
 * the timeout of {@link Select}, which allocates nothing, or a {@link Ticker}.
 *
 * @since 0.1.0
 */
public final class Timers {

  private Timers() {}

  /**
   * Makes a channel that delivers one instant, the one at which it became due, as soon as the given
   * time has passed (measured on the monotonic clock), and is never closed.
   *
   * @param delay how long from now; not positive: at once
   * @return a channel to receive from, or to wait for in a select
   * @throws NullPointerException if {@code delay} is null
   */
  public static ReceiveChannel<Instant> after(Duration delay) {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(delay, "delay"));
    return new TimerChannel(Math.max(0, nanos), 0).asReceive();
  }
}
