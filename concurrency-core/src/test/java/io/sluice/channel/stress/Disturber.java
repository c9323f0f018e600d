package io.sluice.channel.stress;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Interrupts and cancels actors at random, and may close a channel or stop a ticker under them. */
final class Disturber {

  private static final int LONGEST_PAUSE_NANOS = 100_000;

  /** One in so many disturbances closes a channel. */
  private static final int CLOSE_ODDS = 1_000;

  /** One in so many disturbances stops a ticker or starts it over. */
  private static final int TICKER_ODDS = 16;

  private final List<Actor> actors;
  private final List<TestedTicker> tickers;
  private final List<TestedChannel> channels;
  private final List<TestedChannel> closable;
  private final SplittableRandom random;
  private volatile boolean stopping;

  /**
   * Prepares the disturbance of a round.
   *
   * @param closable the channels that may be closed early, each once; empty for none
   */
  Disturber(
      List<Actor> actors,
      List<TestedTicker> tickers,
      List<TestedChannel> channels,
      List<TestedChannel> closable,
      SplittableRandom random) {
    this.actors = actors;
    this.tickers = tickers;
    this.channels = channels;
    this.closable = closable;
    this.random = random;
  }

  void run() {
    int closed = 0;
    while (!stopping) {
      Actor victim = actors.get(random.nextInt(actors.size()));
      if (random.nextBoolean()) {
        victim.interrupt();
      } else {
        victim.cancel();
      }
      channels.get(random.nextInt(channels.size())).checkInvariants();
      if (random.nextInt(TICKER_ODDS) == 0) {
        TestedTicker ticker = tickers.get(random.nextInt(tickers.size()));
        if (random.nextBoolean()) {
          ticker.stop();
        } else {
          ticker.restart();
        }
      }
      if (closed < closable.size() && random.nextInt(CLOSE_ODDS) == 0) {
        closable.get(closed++).close();
      }
      LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
    }
  }

  void stop() {
    stopping = true;
  }
}
