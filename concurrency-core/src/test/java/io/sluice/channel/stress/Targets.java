package io.sluice.channel.stress;

import java.util.List;
import java.util.SplittableRandom;

/** Picks channels for one actor. */
final class Targets {

  /** One in so many sends goes to a channel that has only one consumer. */
  private static final int OWNED_ODDS = 6;

  private final List<TestedChannel> shared;
  private final List<TestedChannel> owned;
  private final List<TestedChannel> own;
  private final List<TestedTicker> tickers;
  private final SplittableRandom random;

  Targets(
      int actor,
      List<TestedChannel> channels,
      List<TestedTicker> tickers,
      SplittableRandom random) {
    this.shared = channels.stream().filter(TestedChannel::isShared).toList();
    this.owned = channels.stream().filter(channel -> !channel.isShared()).toList();
    this.own = owned.stream().filter(channel -> channel.mayReceive(actor)).toList();
    this.tickers = tickers;
    this.random = random;
  }

  boolean ownsChannels() {
    return !own.isEmpty();
  }

  TestedChannel toSend() {
    return random.nextInt(OWNED_ODDS) == 0 ? any(owned) : any(shared);
  }

  TestedChannel toReceive() {
    return ownsChannels() && random.nextInt(4) > 0 ? any(own) : any(shared);
  }

  TestedTicker toAwait() {
    return any(tickers);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
