package io.sluice.benchmarks;

/** What was received must add up to what was sent. */
final class Sums {

  private Sums() {}

  /** The sum of the numbers below one. */
  static long below(int number) {
    return (number - 1L) * number / 2;
  }

  /**
   * Compares.
   *
   * @return the sum, so that nothing can be optimised away
   */
  static long checked(long received, long expected) {
    if (received != expected) {
      throw new AssertionError("received a sum of " + received + ", sent " + expected);
    }
    return received;
  }
}
