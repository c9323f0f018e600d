package io.sluice.channel.stress;

/** What an actor can do. */
enum Operation {
  SEND,
  SEND_WITH_SIGNAL,
  TRY_SEND,
  TRY_SEND_FOR,
  RECEIVE,
  RECEIVE_WITH_SIGNAL,
  RECEIVE_OR_CLOSED,
  RECEIVE_OR_CLOSED_WITH_SIGNAL,
  TRY_RECEIVE,
  TRY_RECEIVE_FOR,
  DRAIN,
  FOR_EACH,
  FOR_EACH_WITH_SIGNAL,
  STREAM,
  SELECT,
  SELECT_WITH_SIGNAL,
  SELECT_FOR,
  POLL,
  BUILT_SELECT,
  BUILT_SELECT_WITH_SIGNAL;

  boolean takesSignal() {
    return name().endsWith("_SIGNAL");
  }

  /** Whether this refuses to start on an interrupted thread. */
  boolean mayWait() {
    return switch (this) {
      case TRY_SEND, TRY_RECEIVE, DRAIN, POLL -> false;
      default -> true;
    };
  }
}
