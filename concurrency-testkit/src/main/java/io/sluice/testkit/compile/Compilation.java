package io.sluice.testkit.compile;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What the compiler said about a snippet.
 *
 * @since 0.1.0
 */
public final class Compilation {

  private final String snippet;
  private final ImmutableList<CompilerMessage> messages;

  Compilation(String snippet, List<CompilerMessage> messages) {
    this.snippet = snippet;
    this.messages = ImmutableList.copyOf(messages);
  }

  /**
   * Tells whether the snippet compiles.
   *
   * @return true if there is no error
   */
  public boolean succeeded() {
    return errors().isEmpty();
  }

  /**
   * Returns the errors.
   *
   * @return them in the compiler's order; cannot be modified
   */
  public List<CompilerMessage> errors() {
    return all(CompilerMessage.Severity.ERROR);
  }

  /**
   * Returns the warnings.
   *
   * @return them in the compiler's order; cannot be modified
   */
  public List<CompilerMessage> warnings() {
    return all(CompilerMessage.Severity.WARNING);
  }

  private ImmutableList<CompilerMessage> all(CompilerMessage.Severity severity) {
    return messages.stream()
        .filter(message -> message.severity() == severity)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Shows all messages and the snippet.
   *
   * @return each message with its line and a caret, or the snippet if there is none
   */
  @Override
  public String toString() {
    return messages.isEmpty()
        ? "no message from the compiler about\n" + snippet.indent(4).stripTrailing()
        : messages.stream()
            .map(CompilerMessage::toString)
            .collect(joining("\n", messages.size() == 1 ? "" : "\n", ""));
  }
}
