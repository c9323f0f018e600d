package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Two threads fill an array from both ends, and both think that the element in the middle is
 * theirs. Fixed by ranges that do not overlap.
 */
final class ArrayElements {

  private static final int LENGTH = 5;

  private ArrayElements() {}

  static void buggy() throws Exception {
    fill(LENGTH / 2 + 1);
  }

  static void fixed() throws Exception {
    fill(LENGTH / 2);
  }

  private static void fill(int endOfFirst) throws InterruptedException {
    int[] elements = new int[LENGTH];
    Threads.join(
        Threads.start("lower half", () -> increment(elements, 0, endOfFirst)),
        Threads.start("upper half", () -> increment(elements, LENGTH / 2, LENGTH)));
    Check.that(elements[LENGTH / 2] >= 1, "the element in the middle was left out");
  }

  private static void increment(int[] elements, int from, int to) {
    for (int i = from; i < to; i++) {
      elements[i]++;
    }
  }
}
