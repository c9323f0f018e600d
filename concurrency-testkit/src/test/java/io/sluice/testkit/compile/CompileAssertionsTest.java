package io.sluice.testkit.compile;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

/** The assertions themselves: what they let pass, and what they say when they do not. */
class CompileAssertionsTest {

  private static void assertFails(Runnable assertion, String... lines) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion::run)
        .withMessage(String.join("\n", lines));
  }

  @Test
  void assertCompiles_correctSnippet_passes() {
    CompileAssertions.assertCompiles("java.util.List<String> names = java.util.List.of(); // fine");
  }

  @Test
  void assertCompiles_typeOfTheRunningClassPath_isFound() {
    CompileAssertions.assertCompiles(
        CompileAssertions.class.getName() + ".assertCompiles(\"int number;\");");
  }

  @Test
  void assertCompiles_warning_doesNotMatter() {
    CompileAssertions.assertCompiles("java.util.List raw = null; raw.add(1);");
  }

  @Test
  void assertCompiles_twoErrors_showsBothWithLineAndCaret() {
    assertFails(
        () -> CompileAssertions.assertCompiles("int a = 1;\n\tString b = a;\nObject c = d;"),
        "must compile, and does not: ",
        "snippet:2: error: incompatible types: int cannot be converted to String"
            + " [compiler.err.prob.found.req]",
        "    \tString b = a;",
        "    \t           ^",
        "snippet:3: error: cannot find symbol [compiler.err.cant.resolve.location]",
        "    Object c = d;",
        "               ^",
        "  symbol:   variable d",
        "  location: class Snippet");
  }

  @Test
  void assertDoesNotCompile_expectedError_passes() {
    CompileAssertions.assertDoesNotCompile(
        "\"text\".send(1);",
        "cannot find symbol",
        "method send(int)",
        "compiler.err.cant.resolve.location.args");
  }

  @Test
  void assertDoesNotCompile_typesWithAndWithoutPackages_areBothFound() {
    CompileAssertions.assertDoesNotCompile(
        "java.util.List<String> names = new java.util.HashSet<String>();",
        "HashSet<String> cannot be converted to List<String>",
        "java.util.HashSet<java.lang.String> cannot be converted");
  }

  @Test
  void assertDoesNotCompile_correctSnippet_fails() {
    assertFails(
        () -> CompileAssertions.assertDoesNotCompile("int a = 1;\nint b = a;", "symbol"),
        "must not compile, and does: no message from the compiler about",
        "    int a = 1;",
        "    int b = a;");
  }

  @Test
  void assertDoesNotCompile_otherError_fails() {
    assertFails(
        () -> CompileAssertions.assertDoesNotCompile("int a = b;", "symbol", "cannot be converted"),
        "must have the error \"cannot be converted\": snippet:1: error: cannot find symbol"
            + " [compiler.err.cant.resolve.location]",
        "    int a = b;",
        "            ^",
        "  symbol:   variable b",
        "  location: class Snippet");
  }

  @Test
  void assertDoesNotCompile_partOfACode_isNotTheError() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> CompileAssertions.assertDoesNotCompile("int a = b;", "compiler.err.cant.resolve"))
        .withMessageStartingWith("must have the error \"compiler.err.cant.resolve\": ");
  }

  /** Else a second mistake, in the snippet by accident, could be the one that is met. */
  @Test
  void assertDoesNotCompile_furtherError_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> CompileAssertions.assertDoesNotCompile("int a = b;\nint c = d;", "symbol"))
        .withMessageStartingWith("must have one error, and has 2: \nsnippet:1: error: ")
        .withMessageContaining("\nsnippet:2: error: ");
  }

  @Test
  void assertDoesNotCompile_statementNotFinished_hasItsErrorInTheSnippet() {
    CompileAssertions.assertDoesNotCompile("int a = 1", "';' expected");
  }

  @Test
  void anyAssertion_null_throwsAtTheCall() {
    assertThatNullPointerException()
        .isThrownBy(() -> CompileAssertions.assertCompiles(null))
        .withMessage("snippet");
    assertThatNullPointerException()
        .isThrownBy(() -> CompileAssertions.assertDoesNotCompile(null, "symbol"))
        .withMessage("snippet");
    assertThatNullPointerException()
        .isThrownBy(() -> CompileAssertions.assertDoesNotCompile("int a = b;", null))
        .withMessage("expected");
  }
}
