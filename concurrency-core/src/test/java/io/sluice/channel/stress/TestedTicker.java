package io.sluice.channel.stress;

import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Received;
import io.sluice.channel.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker under stress, with what is expected of it (rule 40). */
final class TestedTicker {

  private static final int TICKERS = 3;
  private static final int SHORTEST_NANOS = 50_000;
  private static final int LONGEST_NANOS = 500_000;

  private final Duration period;
  private final Ledger ledger;
  private final long start;
  private final Ticker ticker;
  private final AtomicLong ticks = new AtomicLong();

  private TestedTicker(Duration period, Ledger ledger) {
    this.period = period;
    this.ledger = ledger;
    this.start = System.nanoTime();
    this.ticker = Ticker.every(period);
  }

  /** Makes the tickers of a round. */
  static List<TestedTicker> all(Ledger ledger, SplittableRandom random) {
    List<TestedTicker> all = new ArrayList<>();
    while (all.size() < TICKERS) {
      int nanos = random.nextInt(SHORTEST_NANOS, LONGEST_NANOS);
      all.add(new TestedTicker(Duration.ofNanos(nanos), ledger));
    }
    return all;
  }

  ReceiveChannel<Instant> channel() {
    return ticker.channel();
  }

  /** Accounts for a tick that somebody received. */
  Result received() {
    ticks.incrementAndGet();
    return Result.DONE;
  }

  long ticks() {
    return ticks.get();
  }

  /** Makes all who wait for a tick wait for ever, unless it starts over. */
  void stop() {
    ticker.stop();
  }

  void restart() {
    ticker.reset(period);
  }

  /** Checks, after the end of all actors, that nobody is left behind and no tick was invented. */
  void stopAndCheck() {
    ticker.stop();
    // However often it was reset meanwhile: at least one period precedes each tick.
    long most = (System.nanoTime() - start) / period.toNanos();
    if (ticks.get() > most) {
      ledger.violation(ticks + " ticks instead of " + most + " at most: " + ticker);
    }
    if (!(ticker.channel().tryReceive() instanceof Received.Empty<Instant>)) {
      ledger.violation("a tick after the stop: " + ticker);
    }
    if (ticker.toString().contains("waiting")) {
      ledger.violation("left behind: " + ticker);
    }
  }

  @Override
  public String toString() {
    return ticker.toString();
  }
}
