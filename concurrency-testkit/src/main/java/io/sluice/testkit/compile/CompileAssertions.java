package io.sluice.testkit.compile;

/**
 * Asserts that snippets of Java compile, or that they do not and why.
 *
 * {@snippet :
 * assertCompiles("List<String> names = List.of();");
 * assertDoesNotCompile("String name = 42;", "int cannot be converted to String");
 * }
 *
 * <p>The snippets are statements of a method that throws nothing, without imports or parameters,
 * against the class path of the running JVM; for other surroundings see {@link SnippetContext}.
 * Nothing is run and no file is written.
 *
 * @since 0.1.0
 */
public final class CompileAssertions {

  private static final SnippetContext PLAIN = SnippetContext.statements();

  private CompileAssertions() {}

  /**
   * Asserts that a snippet compiles. Warnings do not matter.
   *
   * @param snippet statements
   * @throws AssertionError if it does not compile; shows the errors, each with its line and a caret
   * @throws IllegalStateException if the running JVM has no compiler
   * @throws NullPointerException if {@code snippet} is null
   */
  public static void assertCompiles(String snippet) {
    PLAIN.assertCompiles(snippet);
  }

  /**
   * Asserts that a snippet does not compile, for one reason: it has a single error, in the snippet
   * itself, and that is the expected one.
   *
   * @param snippet statements
   * @param expected a part of what the error says, or the compiler's code for it; see {@link
   *     CompilerMessage#mentions}
   * @param alsoExpected further parts, of the same error
   * @throws AssertionError if the snippet compiles, has several errors or another one; shows those
   *     met, each with its line and a caret
   * @throws IllegalStateException if the running JVM has no compiler
   * @throws NullPointerException if an argument is or contains null
   */
  public static void assertDoesNotCompile(String snippet, String expected, String... alsoExpected) {
    PLAIN.assertDoesNotCompile(snippet, expected, alsoExpected);
  }
}
