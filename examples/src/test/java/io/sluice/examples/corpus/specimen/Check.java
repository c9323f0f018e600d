package io.sluice.examples.corpus.specimen;

/** The programs' own checks of what they have done. */
public final class Check {

  private Check() {}

  /**
   * Fails unless two values are equal.
   *
   * @param expected what it should be
   * @param actual what it is
   * @param what describes the value
   * @throws AssertionError if they are not equal
   */
  public static void equal(Object expected, Object actual, String what) {
    that(expected.equals(actual), what + ": expected " + expected + " but was " + actual);
  }

  /**
   * Fails unless something holds.
   *
   * @param holds whether it does
   * @param message what to say otherwise
   * @throws AssertionError if it does not hold
   */
  public static void that(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
