package io.sluice.examples.corpus.trap;

import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.Ticker;
import io.sluice.channel.Timers;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code case <-time.After(limit)} in a loop: every sample makes a new timer, so what was meant to
 * limit the whole loop limits the time between two samples, and a lively sensor keeps it from ever
 * firing. Fixed by making the timer once, before the loop.
 */
final class TimerInLoop {

  private static final Duration PERIOD = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofMillis(3);
  private static final int MANY = 20;

  private TimerInLoop() {}

  static void buggy() throws Exception {
    collect(false);
  }

  static void fixed() throws Exception {
    collect(true);
  }

  private static void collect(boolean once) throws InterruptedException {
    Ticker sensor = Ticker.every(PERIOD);
    ReceiveCase<Instant> sample = sensor.channel().receiveCase();
    ReceiveCase<Instant> limit = Timers.after(LIMIT).receiveCase();
    for (int samples = 0; samples < MANY; samples++) {
      if (!once) {
        limit = Timers.after(LIMIT).receiveCase();
      }
      if (Select.await(sample, limit) == limit) {
        sensor.stop();
        return;
      }
    }
    throw new AssertionError("the limit did not end the loop");
  }
}
