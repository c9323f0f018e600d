package io.sluice.channel.stress;

import io.sluice.channel.Channel;
import java.util.function.Supplier;

/** The kinds of channel that the stress mixes. */
enum Flavour {
  UNBUFFERED(Channel::unbuffered),
  MUTEX(() -> Channel.buffered(1)),
  SMALL(() -> Channel.buffered(3)),
  LARGE(() -> Channel.buffered(40)),
  UNLIMITED(Channel::unlimited),
  CONFLATED(Channel::conflated);

  private final Supplier<Channel<Parcel>> factory;

  Flavour(Supplier<Channel<Parcel>> factory) {
    this.factory = factory;
  }

  Channel<Parcel> make() {
    return factory.get();
  }
}
