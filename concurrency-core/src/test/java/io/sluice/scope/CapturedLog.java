package io.sluice.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * What is logged while this is open. The log goes to the error stream, which is asked for anew for
 * each message.
 */
final class CapturedLog implements AutoCloseable {

  private final PrintStream console = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  CapturedLog() {
    System.setErr(new PrintStream(printed, true, UTF_8));
  }

  String text() {
    return printed.toString(UTF_8);
  }

  /** How often something is told. */
  int count(String part) {
    String text = text();
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @Override
  public void close() {
    System.setErr(console);
  }
}
