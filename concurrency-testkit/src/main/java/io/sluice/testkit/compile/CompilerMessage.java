package io.sluice.testkit.compile;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One error, warning or note of the compiler.
 *
 * @param severity how bad it is
 * @param place where it is
 * @param line its line, counted from 1 in the snippet, or in all of the source if it lies in what
 *     surrounds that; 0 if it has no position
 * @param code the compiler's own name for it, the same in all languages, such as {@code
 *     compiler.err.cant.resolve.location.args}
 * @param text what it says, in English, with the names of types in full
 * @param excerpt its line of source and below it a caret; empty if it has no position
 * @since 0.1.0
 */
public record CompilerMessage(
    Severity severity, Place place, int line, String code, String text, String excerpt) {

  /** The package of a type: the names of types begin with a capital, the others do not. */
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])");

  /**
   * How bad it is.
   *
   * @since 0.1.0
   */
  public enum Severity {
    /** The source is refused. */
    ERROR,

    /** It is accepted, with doubts. */
    WARNING,

    /** Anything else. */
    NOTE
  }

  /**
   * Where it is.
   *
   * @since 0.1.0
   */
  public enum Place {
    /** In the snippet. */
    SNIPPET,

    /** In what surrounds the snippet: imports, members, parameters. */
    CONTEXT,

    /** Nowhere: it is about the whole compilation. */
    NONE
  }

  /**
   * Makes a message.
   *
   * @throws NullPointerException if an argument is null
   */
  public CompilerMessage {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(excerpt, "excerpt");
  }

  /**
   * Tells whether this is the message meant.
   *
   * @param expected the whole code of it; or a part of its text, in which types may be named in
   *     full or without their packages, as on the command line
   * @return true if so
   * @throws NullPointerException if {@code expected} is null
   */
  public boolean mentions(String expected) {
    return code.equals(expected) || text.contains(expected) || shortText().contains(expected);
  }

  private String shortText() {
    return PACKAGE.matcher(text).replaceAll("");
  }

  /**
   * Shows the message as on the command line: place and first line, source and caret, details.
   *
   * @return several lines
   */
  @Override
  public String toString() {
    String where =
        place == Place.NONE ? "" : place.name().toLowerCase(Locale.ROOT) + ":" + line + ": ";
    String[] parts = shortText().split("\\R", 2);
    return where
        + severity.name().toLowerCase(Locale.ROOT)
        + ": "
        + parts[0]
        + " ["
        + code
        + "]"
        + (excerpt.isEmpty() ? "" : "\n" + excerpt.indent(4).stripTrailing())
        + (parts.length == 1 ? "" : "\n" + parts[1]);
  }
}
