package io.sluice.testkit.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The decisions of a run, to compare them with those of its replay. */
final class Log {

  private int[] chosen = new int[64];
  private int[] alternatives = new int[64];
  private int size;

  void add(int thread, int number) {
    if (size == chosen.length) {
      chosen = Arrays.copyOf(chosen, 2 * size);
      alternatives = Arrays.copyOf(alternatives, 2 * size);
    }
    chosen[size] = thread;
    alternatives[size] = number;
    size++;
  }

  int size() {
    return size;
  }

  /** Tells what differs first, or null if nothing does. */
  @Nullable String difference(Log replay) {
    for (int i = 0; i < Math.min(size, replay.size); i++) {
      if (chosen[i] != replay.chosen[i] || alternatives[i] != replay.alternatives[i]) {
        return "decision "
            + (i + 1)
            + " chose "
            + describe(i)
            + " at first and "
            + replay.describe(i)
            + " in the replay";
      }
    }
    return size == replay.size
        ? null
        : "there were " + size + " decisions at first and " + replay.size + " in the replay";
  }

  private String describe(int i) {
    return "thread " + chosen[i] + " of " + alternatives[i] + " that could run";
  }
}
