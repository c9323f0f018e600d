package io.sluice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What is printed to standard error, where the logger of the tests prints, until closed. */
public final class StandardError implements AutoCloseable {

  private final PrintStream console = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private StandardError() {}

  /** Collects from now on what would be printed. */
  public static StandardError collect() {
    StandardError collecting = new StandardError();
    System.setErr(new PrintStream(collecting.printed, true, UTF_8));
    return collecting;
  }

  /** What was printed so far. */
  public String text() {
    return printed.toString(UTF_8);
  }

  /** How often something was printed so far. */
  public int count(String part) {
    return count(text(), part);
  }

  /** How often something stands in what was printed. */
  public static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  /** Prints to the console again. */
  @Override
  public void close() {
    System.setErr(console);
  }
}
