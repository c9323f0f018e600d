package io.sluice.examples.corpus.specimen;

/** What the bugs have in common. */
public enum Family {
  /** The mistakes that everybody makes with goroutines, channels and contexts. */
  TRAP("traps"),
  /** The patterns by which goroutines leak in the services of a large company. */
  LEAK("leak patterns"),
  /** Bugs of well-known programs, re-told. */
  STUDY("real bugs re-told"),
  /** Waking too few threads, the wrong one, or none; interrupts. */
  WAKE_UP("wake-ups"),
  /** Latches, barriers, semaphores, futures, pools, callbacks. */
  COORDINATION("coordination"),
  /** Memory shared without order. */
  SHARING("sharing");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  /**
   * Returns the name for readers.
   *
   * @return the title
   */
  public String title() {
    return title;
  }
}
