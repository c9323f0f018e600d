package io.sluice.testkit.stress;

import java.util.Objects;

/**
 * The two kinds of threads, on which concurrent code must hold alike.
 *
 * @since 0.1.0
 */
public enum ThreadKind {
  /** A virtual thread. */
  VIRTUAL,

  /** A platform thread: a daemon, so that a test that failed can end. */
  PLATFORM;

  /**
   * Makes a thread of this kind.
   *
   * @param task what it runs
   * @return the thread, not yet started
   * @throws NullPointerException if {@code task} is null
   */
  public Thread unstarted(Runnable task) {
    Objects.requireNonNull(task, "task");
    return this == VIRTUAL
        ? Thread.ofVirtual().unstarted(task)
        : Thread.ofPlatform().daemon().unstarted(task);
  }
}
