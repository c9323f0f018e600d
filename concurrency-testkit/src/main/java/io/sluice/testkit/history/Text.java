package io.sluice.testkit.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Words values for reports, alike in every run: without the identity hash codes that {@link
 * Object#toString} shows.
 */
final class Text {

  private static final int LONGEST = 40;

  private Text() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof CharSequence) {
      return shortened("\"" + value + "\"");
    }
    if (value.getClass().isArray()) {
      String inBrackets = Arrays.deepToString(new Object[] {value});
      return shortened(inBrackets.substring(1, inBrackets.length() - 1));
    }
    if (value.getClass().isHidden()) { // a lambda, whose name is another one in each run
      return "lambda";
    }
    String text = value.toString();
    String identity =
        value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
    return shortened(text.equals(identity) ? value.getClass().getSimpleName() : text);
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
