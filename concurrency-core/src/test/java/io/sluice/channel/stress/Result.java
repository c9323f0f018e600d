package io.sluice.channel.stress;

/** How an operation ended. */
enum Result {
  DONE,
  NOT_READY,
  TIMED_OUT,
  INTERRUPTED,
  CANCELLED,
  CLOSED
}
