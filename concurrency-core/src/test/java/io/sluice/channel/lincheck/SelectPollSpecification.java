package io.sluice.channel.lincheck;

import io.sluice.channel.Received;
import java.util.Objects;

/** What {@link SelectPollOperations} do when only one thread runs them (rules 15 to 17 and 20). */
public final class SelectPollSpecification {

  private final ChannelSpecification left = new ChannelSpecification.CapacityOne();
  private final ChannelSpecification right = new ChannelSpecification.CapacityOne();

  public Received<Integer> pollToReceive() {
    Received<Integer> first = left.tryReceive();
    return first instanceof Received.Empty ? right.tryReceive() : first;
  }

  /** Throws if the right channel is closed: that case is ready, and it stands first. */
  public String pollToSend(int value) {
    return right.trySend(value) ? "right" : left.trySend(value) ? "left" : "none";
  }

  public boolean sendLeft(int value) {
    return left.trySend(value);
  }

  public Received<Integer> receiveRight() {
    return right.tryReceive();
  }

  public boolean closeRight() {
    return right.tryClose();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SelectPollSpecification that
        && left.equals(that.left)
        && right.equals(that.right);
  }

  @Override
  public int hashCode() {
    return Objects.hash(left, right);
  }
}
