package io.sluice.testkit.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a snippet of Java stands in when it is compiled. Made once and shared by many assertions:
 *
 * {@snippet :
 * static final SnippetContext CHANNELS =
 *     SnippetContext.statements()
 *         .imports("io.sluice.channel.*")
 *         .parameters("ReceiveChannel<String> in")
 *         .throwing("InterruptedException");
 *
 * CHANNELS.assertCompiles("String next = in.receive();");
 * CHANNELS.assertDoesNotCompile("in.send(next);", "cannot find symbol", "method send(");
 * }
 *
 * <p>Immutable: each method that sets something up returns a changed copy. Safe for use by several
 * threads. Each compilation is on its own and takes some tens of milliseconds; nothing is run, no
 * file is written, and no annotation processor takes part.
 *
 * @since 0.1.0
 */
public final class SnippetContext {

  private final SnippetFrame frame;
  private final CompilerOptions options;

  private SnippetContext(SnippetFrame frame, CompilerOptions options) {
    this.frame = frame;
    this.options = options;
  }

  /**
   * Begins a context for snippets that are statements: of a method that returns nothing, in a class
   * of the unnamed package.
   *
   * @return a context without imports, members and parameters, on the class path and release of the
   *     running JVM
   */
  public static SnippetContext statements() {
    return new SnippetContext(SnippetFrame.STATEMENTS, CompilerOptions.DEFAULT);
  }

  /**
   * Begins a context for snippets that are declarations of types: in a file of the unnamed package,
   * whose name does not matter.
   *
   * @return a context without imports and members, on the class path and release of the running JVM
   */
  public static SnippetContext declarations() {
    return new SnippetContext(SnippetFrame.DECLARATIONS, CompilerOptions.DEFAULT);
  }

  /**
   * Adds imports.
   *
   * @param imports the names that an import statement has, without a semicolon: {@code
   *     "java.util.*"}, {@code "static java.util.List.of"}
   * @return the changed copy
   * @throws NullPointerException if {@code imports} is or contains null
   */
  public SnippetContext imports(String... imports) {
    return new SnippetContext(frame.withImports(List.of(imports)), options);
  }

  /**
   * Adds declarations that snippets may use. Those of a context for statements belong to the class
   * of the method, which is static, as they have to be; those of a context for declarations are
   * types beside the snippet.
   *
   * @param members complete declarations
   * @return the changed copy
   * @throws NullPointerException if {@code members} is or contains null
   */
  public SnippetContext members(String... members) {
    return new SnippetContext(frame.withMembers(List.of(members)), options);
  }

  /**
   * Adds parameters of the method that snippets are statements of: values that are simply there.
   *
   * @param parameters type and name of each
   * @return the changed copy
   * @throws IllegalStateException if this is a context for declarations
   * @throws NullPointerException if {@code parameters} is or contains null
   */
  public SnippetContext parameters(String... parameters) {
    return new SnippetContext(frame.withParameters(List.of(parameters)), options);
  }

  /**
   * Adds exceptions that the method may throw that snippets are statements of.
   *
   * @param exceptions the types
   * @return the changed copy
   * @throws IllegalStateException if this is a context for declarations
   * @throws NullPointerException if {@code exceptions} is or contains null
   */
  public SnippetContext throwing(String... exceptions) {
    return new SnippetContext(frame.withExceptions(List.of(exceptions)), options);
  }

  /**
   * Sets the class path; by default it is that of the running JVM, with its module path.
   *
   * @param entries directories and archives; none for the JDK alone
   * @return the changed copy
   * @throws NullPointerException if {@code entries} is or contains null
   */
  public SnippetContext classPath(Path... entries) {
    return new SnippetContext(frame, options.withClassPath(List.of(entries)));
  }

  /**
   * Sets the release of Java, its language as well as its library; by default that of the running
   * JVM.
   *
   * @param release its number, such as 21; the compiler of a JDK knows its own and the last few
   * @return the changed copy
   * @throws IllegalArgumentException if {@code release} is not positive; if the compiler does not
   *     know it, that shows when something is compiled
   */
  public SnippetContext release(int release) {
    if (release <= 0) {
      throw new IllegalArgumentException("release must be positive: " + release);
    }
    return new SnippetContext(frame, options.withRelease(release));
  }

  /**
   * Adds options of the compiler. With {@code -Xlint:all} and {@code -Werror}, for instance,
   * compiling means compiling without warnings.
   *
   * @param more the options, as on the command line of {@code javac}
   * @return the changed copy
   * @throws NullPointerException if {@code more} is or contains null
   */
  public SnippetContext options(String... more) {
    return new SnippetContext(frame, options.with(List.of(more)));
  }

  /**
   * Compiles a snippet, for what the assertions do not cover.
   *
   * @param snippet statements or declarations, as the context has it
   * @return what the compiler said
   * @throws IllegalArgumentException if the compiler does not know an option or the release
   * @throws IllegalStateException if the running JVM has no compiler
   * @throws NullPointerException if {@code snippet} is null
   */
  public Compilation compile(String snippet) {
    Objects.requireNonNull(snippet, "snippet");
    CompilerPresence.check();
    SnippetSource source = frame.around(snippet);
    return new Compilation(snippet, InMemoryCompiler.compile(source, options.arguments()));
  }

  /**
   * Asserts that a snippet compiles. Warnings do not matter.
   *
   * @param snippet statements or declarations, as the context has it
   * @throws AssertionError if it does not compile; shows the errors, each with its line and a caret
   * @throws IllegalArgumentException if the compiler does not know an option or the release
   * @throws IllegalStateException if the running JVM has no compiler
   * @throws NullPointerException if {@code snippet} is null
   */
  public void assertCompiles(String snippet) {
    Compilation compilation = compile(snippet);
    if (!compilation.succeeded()) {
      throw new AssertionError("must compile, and does not: " + compilation);
    }
  }

  /**
   * Asserts that a snippet does not compile, for one reason: it has a single error, in the snippet
   * itself, and that is the expected one.
   *
   * @param snippet statements or declarations, as the context has it
   * @param expected a part of what the error says, or the compiler's code for it; see {@link
   *     CompilerMessage#mentions}
   * @param alsoExpected further parts, of the same error
   * @throws AssertionError if the snippet compiles, has several errors or another one, or if the
   *     error lies in what surrounds it; shows those met, each with its line and a caret
   * @throws IllegalArgumentException if the compiler does not know an option or the release
   * @throws IllegalStateException if the running JVM has no compiler
   * @throws NullPointerException if an argument is or contains null
   */
  public void assertDoesNotCompile(String snippet, String expected, String... alsoExpected) {
    Objects.requireNonNull(expected, "expected");
    List<String> others = List.of(alsoExpected);
    Compilation compilation = compile(snippet);
    List<CompilerMessage> errors = compilation.errors();
    if (errors.isEmpty()) {
      throw new AssertionError("must not compile, and does: " + compilation);
    }
    if (errors.size() > 1) {
      throw new AssertionError(
          "must have one error, and has %d: %s".formatted(errors.size(), compilation));
    }
    CompilerMessage error = errors.get(0);
    if (error.place() == CompilerMessage.Place.CONTEXT) {
      throw new AssertionError(
          "must have its error in the snippet, and has it in what surrounds it: " + compilation);
    }
    assertMentions(error, expected, compilation);
    others.forEach(part -> assertMentions(error, part, compilation));
  }

  private static void assertMentions(CompilerMessage error, String part, Compilation compilation) {
    if (!error.mentions(part)) {
      throw new AssertionError("must have the error \"%s\": %s".formatted(part, compilation));
    }
  }
}
