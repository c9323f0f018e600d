package io.sluice.channel.lincheck;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A close with a drain among senders and other closers.
 *
 * <p>A drain takes the values one by one: other receivers may take some of them meanwhile. So it is
 * atomic only towards those who do not look into the buffer, and Lincheck runs the operations that
 * do, the receiving side, in one thread.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class DrainOperations {

  private static final String RECEIVING_SIDE = "receiving side";

  private final Channel<Integer> channel;

  protected DrainOperations(Channel<Integer> channel) {
    this.channel = channel;
  }

  @Operation
  public boolean trySend(@Param(name = "value") int value) {
    return channel.trySend(value);
  }

  @Operation
  public boolean tryClose() {
    return channel.tryClose(null);
  }

  @Operation(nonParallelGroup = RECEIVING_SIDE)
  public Received<Integer> tryReceive() {
    return channel.tryReceive();
  }

  @Operation(nonParallelGroup = RECEIVING_SIDE)
  public int size() {
    return channel.size();
  }

  @Operation(nonParallelGroup = RECEIVING_SIDE)
  public List<Integer> closeAndDrain() {
    return channel.closeAndDrain();
  }

  /** Capacity 0. */
  public static final class Unbuffered extends DrainOperations {
    public Unbuffered() {
      super(Channel.unbuffered());
    }
  }

  /** Capacity 1. */
  public static final class CapacityOne extends DrainOperations {
    public CapacityOne() {
      super(Channel.buffered(1));
    }
  }

  /** Capacity 2. */
  public static final class CapacityTwo extends DrainOperations {
    public CapacityTwo() {
      super(Channel.buffered(2));
    }
  }

  /** No bound. */
  public static final class Unlimited extends DrainOperations {
    public Unlimited() {
      super(Channel.unlimited());
    }
  }

  /** The latest value only. */
  public static final class Conflated extends DrainOperations {
    public Conflated() {
      super(Channel.conflated());
    }
  }
}
