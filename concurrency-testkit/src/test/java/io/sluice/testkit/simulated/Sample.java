package io.sluice.testkit.simulated;

/**
 * A correct program over the JDK's own concurrency. What its threads share is plain memory, ordered
 * by nothing but what the program is a sample of.
 *
 * @param name what it is a sample of
 * @param manyOutcomes whether its outcome depends on the schedule
 * @param body the program; returns its outcome
 */
record Sample(String name, boolean manyOutcomes, Body body) {

  /** A program with an outcome. */
  @FunctionalInterface
  interface Body {
    Object run() throws Throwable;
  }

  /** A program whose outcome depends on the schedule. */
  static Sample varied(String name, Body body) {
    return new Sample(name, true, body);
  }

  /** A program with one outcome. */
  static Sample constant(String name, Body body) {
    return new Sample(name, false, body);
  }

  /** What a thread runs. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Starts a virtual thread whose exceptions nobody catches. */
  static Thread start(Task task) {
    return Thread.startVirtualThread(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
