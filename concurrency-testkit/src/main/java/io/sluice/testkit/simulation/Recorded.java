package io.sluice.testkit.simulation;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A schedule that was recorded: what {@link Choices#replay} wrote.
 *
 * @param strategy the first word
 * @param numbers what follows it
 */
record Recorded(String strategy, List<String> numbers) {

  private static final Pattern FORM =
      Pattern.compile("random:-?\\d+|pct:-?\\d+:\\d+|choices:\\d+:(\\d+\\.\\d+\\.)*0");

  /**
   * Reads a recorded schedule.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Recorded parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("replay is \"" + text + "\"");
    }
    List<String> parts = Splitter.on(':').splitToList(text);
    Recorded recorded = new Recorded(parts.get(0), parts.subList(1, parts.size()));
    try {
      recorded.choices();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("replay is \"" + text + "\"", e);
    }
    return recorded;
  }

  /** Makes the same decisions again. */
  Choices choices() {
    return switch (strategy) {
      case "random" -> new RandomChoices(number(0));
      case "pct" -> new PriorityChoices(number(0), (int) number(1));
      case "choices" -> ExhaustiveChoices.parse((int) number(0), numbers.get(1));
      default -> throw new IllegalArgumentException("unknown strategy " + strategy);
    };
  }

  /** The seed of what is not chosen but drawn. */
  long seed(Options options) {
    return strategy.equals("choices") ? options.seed() : number(0);
  }

  private long number(int index) {
    return Long.parseLong(numbers.get(index));
  }
}
