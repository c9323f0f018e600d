package io.sluice.channel.stress;

/**
 * A value that is sent. Its fields are deliberately neither final nor volatile: only the channel's
 * own memory effects (rule 22) make them visible to the receiver.
 */
final class Parcel {

  private int sender;
  private int sequence;
  private int channel;
  private long seal;

  Parcel(int sender, int sequence, int channel) {
    this.sender = sender;
    this.sequence = sequence;
    this.channel = channel;
    this.seal = expectedSeal();
  }

  int sender() {
    return sender;
  }

  /** The sender numbers its parcels in the order in which it offers them. */
  int sequence() {
    return sequence;
  }

  /** The channel that the sender meant it for. */
  int channel() {
    return channel;
  }

  /** False if the reader sees a parcel that is not fully written. */
  boolean isIntact() {
    return seal == expectedSeal();
  }

  private long expectedSeal() {
    return ~(((long) sender << 48) ^ ((long) sequence << 16) ^ channel);
  }

  @Override
  public String toString() {
    return "parcel " + sequence + " of actor " + sender + " for channel " + channel;
  }
}
