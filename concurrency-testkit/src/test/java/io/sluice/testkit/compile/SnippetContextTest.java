package io.sluice.testkit.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What surrounds a snippet. Each part of it is shown by a snippet that needs that part. */
class SnippetContextTest {

  private static final SnippetContext PLAIN = SnippetContext.statements();

  @Test
  void imports_packageAndStatic_areVisible() {
    String snippet = "List<String> names = of();";
    PLAIN.imports("java.util.*").imports("static java.util.List.of").assertCompiles(snippet);
    PLAIN.imports("java.util.*").assertDoesNotCompile(snippet, "cannot find symbol", "method of()");
  }

  @Test
  void members_methodAndType_areVisible() {
    SnippetContext shapes =
        PLAIN.members(
            "sealed interface Shape permits Square {}",
            "record Square(int side) implements Shape {}",
            "static void draw(Shape shape) {}");
    shapes.assertCompiles("draw(new Square(1));");
    shapes.assertDoesNotCompile("draw(1);", "int cannot be converted to Shape");
    shapes.assertDoesNotCompile(
        "record Circle() implements Shape {}", "compiler.err.local.classes.cant.extend.sealed");
  }

  @Test
  void parameters_several_areVisible() {
    PLAIN
        .parameters("String text", "int number")
        .parameters("Object other")
        .assertCompiles("text.charAt(number); other.hashCode();");
  }

  @Test
  void throwing_theException_needsNoCatch() {
    String snippet = "Thread.sleep(1);";
    PLAIN
        .throwing("java.io.IOException")
        .throwing("InterruptedException")
        .assertCompiles(snippet + " new java.io.FileReader(\"name\").close();");
    PLAIN.assertDoesNotCompile(snippet, "unreported exception InterruptedException");
  }

  @Test
  void classPath_empty_hasTheJdkAlone() {
    String snippet = SnippetContext.class.getName() + ".statements();";
    PLAIN.assertCompiles(snippet);
    PLAIN.classPath().assertDoesNotCompile(snippet, "compiler.err.doesnt.exist");
  }

  @Test
  void classPath_directory_isSearched(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("Found.java"), "class Found {}");
    PLAIN.classPath(directory).assertCompiles("new Found();");
  }

  @Test
  void release_older_hasItsLanguageAndLibrary() {
    SnippetContext older = PLAIN.release(17);
    older.assertDoesNotCompile(
        "Object any = switch ((Object) 1) { case Integer i -> i; default -> 0; };",
        "patterns in switch");
    older.assertDoesNotCompile("Thread.ofVirtual();", "cannot find symbol", "method ofVirtual()");
    older.release(21).assertCompiles("Thread.ofVirtual();");
  }

  @Test
  void options_warningsAsErrors_areRefused() {
    SnippetContext strict = PLAIN.options("-Xlint:all").options("-Werror");
    strict.assertCompiles("java.util.List<String> typed = null;");
    strict.assertDoesNotCompile(
        "java.util.List raw = null;", "warnings found and -Werror specified");

    Compilation compilation = strict.compile("java.util.List raw = null;");
    assertThat(compilation.succeeded()).isFalse();
    assertThat(compilation.warnings())
        .extracting(CompilerMessage::place, CompilerMessage::line, CompilerMessage::code)
        .containsExactly(tuple(CompilerMessage.Place.SNIPPET, 1, "compiler.warn.raw.class.use"));
    assertThat(compilation.errors())
        .extracting(CompilerMessage::place)
        .containsExactly(CompilerMessage.Place.NONE);
  }

  @Test
  void declarations_publicTypes_needNoFileOfTheirName() {
    SnippetContext.declarations()
        .imports("java.util.*")
        .members("interface Base<T> {}")
        .assertCompiles("public final class Derived implements Base<List<String>> {}");
  }

  @Test
  void declarations_sealedType_cannotBeExtended() {
    SnippetContext.declarations()
        .assertDoesNotCompile(
            "interface Own extends java.lang.foreign.MemorySegment {}",
            "class is not allowed to extend sealed class");
  }

  @Test
  void declarations_methodParts_areRefused() {
    SnippetContext declarations = SnippetContext.declarations();
    assertThatIllegalStateException()
        .isThrownBy(() -> declarations.parameters("int number"))
        .withMessageStartingWith("parameters ");
    assertThatIllegalStateException()
        .isThrownBy(() -> declarations.throwing("Exception"))
        .withMessageStartingWith("exceptions ");
  }

  @Test
  void assertDoesNotCompile_errorInTheContext_fails() {
    SnippetContext broken = PLAIN.imports("java.util.Lisd").members("int number;");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> broken.assertDoesNotCompile("int a = 1;", "cannot find symbol"))
        .withMessage(
            """
            must have its error in the snippet, and has it in what surrounds it: \
            context:1: error: cannot find symbol [compiler.err.cant.resolve.location]
                import java.util.Lisd;
                                ^
              symbol:   class Lisd
              location: package java.util\
            """);
  }

  @Test
  void context_changed_leavesTheOriginalAlone() {
    PLAIN.imports("java.util.*").parameters("List<String> names");
    PLAIN.assertDoesNotCompile("names.size();", "cannot find symbol", "variable names");
  }

  @Test
  void compile_severalErrors_returnsThemInOrder() {
    assertThat(PLAIN.compile("int a = b;\n\nString c = 1;").errors())
        .extracting(CompilerMessage::line, CompilerMessage::excerpt)
        .containsExactly(
            tuple(1, "int a = b;\n        ^"), tuple(3, "String c = 1;\n           ^"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void release_notPositive_isRefusedAtTheCall(int release) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.release(release))
        .withMessage("release must be positive: " + release);
  }

  @Test
  void compile_unknownReleaseOrOption_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.release(1_000).compile(""))
        .withMessageContaining("1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.options("--no-such-option").compile(""))
        .withMessageContaining("--no-such-option");
  }

  @Test
  void anyMethod_nullElement_throwsAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> PLAIN.imports((String) null));
    assertThatNullPointerException().isThrownBy(() -> PLAIN.members((String) null));
    assertThatNullPointerException().isThrownBy(() -> PLAIN.parameters((String) null));
    assertThatNullPointerException().isThrownBy(() -> PLAIN.throwing((String) null));
    assertThatNullPointerException().isThrownBy(() -> PLAIN.classPath((Path) null));
    assertThatNullPointerException().isThrownBy(() -> PLAIN.options((String) null));
    assertThatNullPointerException()
        .isThrownBy(() -> PLAIN.assertDoesNotCompile("int a = b;", "symbol", (String) null));
  }
}
