package io.sluice.context;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;

/** A context's end as a channel. */
final class DoneChannel extends Observer {

  private final Channel<Void> channel = Channel.unbuffered();

  final ReceiveChannel<Void> view = channel.asReceive();

  /** Set after the channel was closed; only spares the closing again. */
  private volatile boolean closed;

  /** Closes the channel. Whoever finds the context done does so, to hold rule 29. */
  void close() {
    if (!closed) {
      channel.tryClose(null);
      closed = true;
    }
  }

  @Override
  void wake() {
    close();
  }
}
