package io.sluice.examples.treedigest;

import java.time.Duration;

/** Why the work was stopped before it was done. */
sealed interface StopReason {

  /** The time limit passed first. */
  record TimeLimit(Duration limit) implements StopReason {}

  /** Ctrl-C, or another signal that ends a process. */
  record Interrupted() implements StopReason {}

  /** A stage failed in a way that it should not: a defect of this program. */
  record Failed(Throwable failure) implements StopReason {}
}
