package io.sluice.channel.stress;

import io.sluice.channel.Channel;

/** The kinds of channel that the stress mixes. */
enum Flavour {
  UNBUFFERED,
  MUTEX,
  SMALL,
  LARGE,
  UNLIMITED,
  CONFLATED;

  Channel<Parcel> make() {
    return switch (this) {
      case UNBUFFERED -> Channel.unbuffered();
      case MUTEX -> Channel.buffered(1);
      case SMALL -> Channel.buffered(3);
      case LARGE -> Channel.buffered(40);
      case UNLIMITED -> Channel.unlimited();
      case CONFLATED -> Channel.conflated();
    };
  }
}
