package io.sluice.testing;

/** The two kinds of threads, on which everything must hold alike. */
public enum ThreadKind {
  VIRTUAL,
  PLATFORM;

  /** Makes an unstarted thread; a platform thread is a daemon, so that a failed test can end. */
  Thread unstarted(Runnable task) {
    return this == VIRTUAL
        ? Thread.ofVirtual().unstarted(task)
        : Thread.ofPlatform().daemon().unstarted(task);
  }
}
