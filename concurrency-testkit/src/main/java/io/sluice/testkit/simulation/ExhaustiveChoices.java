package io.sluice.testkit.simulation;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;

/**
 * Depth-first search through all decisions, with a bound on preemptions: after the bound the
 * running thread goes on wherever it can. Used for one run after the other; {@link #next} prepares
 * the next.
 */
final class ExhaustiveChoices implements Choices {

  private final int bound;

  /** The decisions of this run: those before {@link #position} taken, the others planned. */
  private final List<Decision> path = new ArrayList<>();

  private int position;
  private int preemptions;

  ExhaustiveChoices(int bound) {
    this.bound = bound;
  }

  /** One decision: what was chosen of how many. */
  private static final class Decision {
    private final int alternatives;
    private int chosen;

    Decision(int alternatives) {
      this.alternatives = alternatives;
    }
  }

  @Override
  public int choose(List<SimulatedThread> candidates, int free) {
    int alternatives = preemptions == bound ? free : candidates.size();
    if (alternatives == 1) {
      return 0;
    }
    if (position == path.size()) {
      path.add(new Decision(alternatives));
    }
    int chosen = Math.min(path.get(position++).chosen, alternatives - 1);
    if (chosen >= free) {
      preemptions++;
    }
    return chosen;
  }

  /** Turns to the next run. Returns false if there is none. */
  boolean next() {
    // What was planned but not reached belongs to a program that did something else this time.
    path.subList(position, path.size()).clear();
    rewind();
    while (!path.isEmpty()) {
      Decision last = path.getLast();
      if (++last.chosen < last.alternatives) {
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  /** Turns to the same run once more. */
  void rewind() {
    position = 0;
    preemptions = 0;
  }

  /** What replays the decisions so far: how many were 0, then the next that was not, and so on. */
  @Override
  public String replay() {
    StringBuilder text = new StringBuilder("choices:").append(bound).append(':');
    int zeros = 0;
    for (Decision decision : path.subList(0, position)) {
      if (decision.chosen == 0) {
        zeros++;
      } else {
        text.append(zeros).append('.').append(decision.chosen).append('.');
        zeros = 0;
      }
    }
    return text.append('0').toString();
  }

  /** Reads what {@link #replay} wrote: the bound, and what stands behind it. */
  static ExhaustiveChoices parse(int bound, String text) {
    ExhaustiveChoices choices = new ExhaustiveChoices(bound);
    List<String> numbers = Splitter.on('.').splitToList(text);
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      for (int zeros = Integer.parseInt(numbers.get(i)); zeros > 0; zeros--) {
        choices.path.add(new Decision(Integer.MAX_VALUE));
      }
      Decision decision = new Decision(Integer.MAX_VALUE);
      decision.chosen = Integer.parseInt(numbers.get(i + 1));
      choices.path.add(decision);
    }
    return choices;
  }
}
