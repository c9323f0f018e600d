package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Delivers ticks at a steady period on a channel: Go's {@code time.Ticker}.
 *
 * <p>At most one tick is pending; a receiver slower than the period drops ticks and keeps the
 * phase. A ticker costs its object and nothing else: no thread, no timer. An unreferenced one is
 * garbage whether or not it was stopped.
 *
 * {@snippet class="io.sluice.snippets.ChannelSnippets" region="ticker"}
 *
 * @since 0.1.0
 */
public final class Ticker {

  private final TimerChannel timer;
  private final ReceiveChannel<Instant> channel;

  private Ticker(long period) {
    timer = new TimerChannel(period, period);
    channel = timer.asReceive();
  }

  /**
   * Starts a ticker. The first tick is due one period from now.
   *
   * @param period the time between ticks
   * @return a running ticker
   * @throws IllegalArgumentException if {@code period} is not positive
   * @throws NullPointerException if {@code period} is null
   */
  public static Ticker every(Duration period) {
    return new Ticker(positiveNanos(period));
  }

  /**
   * Returns the channel that the ticks are received from. Each tick is the instant at which it was
   * due. The channel is never closed.
   *
   * @return always the same channel
   */
  public ReceiveChannel<Instant> channel() {
    return channel;
  }

  /**
   * Stops ticking. No tick is received after this returns, not even one that was pending; receivers
   * wait on, since the channel is not closed. Stopping twice has no effect.
   */
  public void stop() {
    timer.stop();
  }

  /**
   * Starts over with a new period, also after {@link #stop()}: a pending tick is dropped, and the
   * next one is due one new period from now.
   *
   * @param period the time between ticks
   * @throws IllegalArgumentException if {@code period} is not positive
   * @throws NullPointerException if {@code period} is null
   */
  public void reset(Duration period) {
    long nanos = positiveNanos(period);
    timer.restart(nanos, nanos);
  }

  private static long positiveNanos(Duration period) {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(period, "period"));
    if (nanos <= 0) {
      throw new IllegalArgumentException("period is not positive: " + period);
    }
    return nanos;
  }

  @Override
  public String toString() {
    return timer.toString();
  }
}
