package io.sluice.channel.lincheck;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Received;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations that never wait, as Lincheck calls them on a real channel. A test subclass says
 * which channel, and names the {@link ChannelSpecification} that the results are compared with.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class ChannelOperations {

  private final Channel<Integer> channel;

  protected ChannelOperations(Channel<Integer> channel) {
    this.channel = channel;
  }

  @Operation
  public boolean trySend(@Param(name = "value") int value) throws ChannelClosedException {
    return channel.trySend(value);
  }

  @Operation
  public Received<Integer> tryReceive() {
    return channel.tryReceive();
  }

  @Operation
  public boolean tryClose() {
    return channel.tryClose(null);
  }

  @Operation
  public int size() {
    return channel.size();
  }
}
