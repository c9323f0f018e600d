package io.sluice.channel.lincheck;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations that never wait, as Lincheck calls them on a real channel: every one of them may
 * run at the same time as every other. A subclass says which channel; the results are compared with
 * a {@link ChannelSpecification}.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class ChannelOperations {

  private final Channel<Integer> channel;

  protected ChannelOperations(Channel<Integer> channel) {
    this.channel = channel;
  }

  @Operation
  public boolean trySend(@Param(name = "value") int value) {
    return channel.trySend(value);
  }

  @Operation
  public boolean trySendForNoTime(@Param(name = "value") int value) throws InterruptedException {
    return channel.trySend(value, Duration.ZERO);
  }

  @Operation
  public Received<Integer> tryReceive() {
    return channel.tryReceive();
  }

  @Operation
  public Received<Integer> tryReceiveForNoTime() throws InterruptedException {
    return channel.tryReceive(Duration.ZERO);
  }

  @Operation
  public boolean tryClose() {
    return channel.tryClose(null);
  }

  @Operation
  public int size() {
    return channel.size();
  }

  /** Capacity 0. */
  public static final class Unbuffered extends ChannelOperations {
    public Unbuffered() {
      super(Channel.unbuffered());
    }
  }

  /** Capacity 1. */
  public static final class CapacityOne extends ChannelOperations {
    public CapacityOne() {
      super(Channel.buffered(1));
    }
  }

  /** Capacity 2. */
  public static final class CapacityTwo extends ChannelOperations {
    public CapacityTwo() {
      super(Channel.buffered(2));
    }
  }

  /** No bound. */
  public static final class Unlimited extends ChannelOperations {
    public Unlimited() {
      super(Channel.unlimited());
    }
  }

  /** The latest value only. */
  public static final class Conflated extends ChannelOperations {
    public Conflated() {
      super(Channel.conflated());
    }
  }
}
