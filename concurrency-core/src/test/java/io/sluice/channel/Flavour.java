package io.sluice.channel;

/** The flavours of channels that keep the whole contract, and what tells them apart in it. */
enum Flavour {
  UNBUFFERED(0),
  BUFFERED_1(1),
  BUFFERED_2(2),
  BUFFERED_16(16),
  BUFFERED_199(199),
  UNLIMITED(Integer.MAX_VALUE),
  CONFLATED(1);

  private final int capacity;

  Flavour(int capacity) {
    this.capacity = capacity;
  }

  <T> Channel<T> make() {
    return switch (this) {
      case UNBUFFERED -> Channel.unbuffered();
      case BUFFERED_1, BUFFERED_2, BUFFERED_16, BUFFERED_199 -> Channel.buffered(capacity);
      case UNLIMITED -> Channel.unlimited();
      case CONFLATED -> Channel.conflated();
    };
  }

  int capacity() {
    return capacity;
  }

  /** Whether a send may have to wait. */
  boolean sendersWait() {
    return this != UNLIMITED && this != CONFLATED;
  }

  /** Whether a send may complete without a receiver. */
  boolean buffers() {
    return this != UNBUFFERED;
  }

  /** Whether every value sent can be received. */
  boolean keepsEveryValue() {
    return this != CONFLATED;
  }
}
