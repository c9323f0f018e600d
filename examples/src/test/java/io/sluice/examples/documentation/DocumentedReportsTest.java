package io.sluice.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests that the Markdown files show: a {@code java} block with test methods, a whole file
 * or the methods alone. Followed by a {@code text} block, it fails and prints exactly that, but for
 * identity hashes, line numbers, durations and the frames of the JDK; otherwise it passes.
 *
 * <p>The failure of this test has what was really printed, to be pasted.
 */
@Timeout(120)
class DocumentedReportsTest {

  @TempDir private Path directory;

  /** A block with tests, and what they print, or null if they pass. */
  record Shown(CodeBlock code, CodeBlock report) {
    @Override
    public String toString() {
      return code.place();
    }
  }

  @ParameterizedTest
  @MethodSource("failing")
  void failingTest_printsWhatIsShown(Shown shown) throws IOException, ClassNotFoundException {
    DocumentedTest.Ended ended = run(shown.code);

    assertThat(ended.failures()).singleElement().asString().isNotBlank();
    String printed = ended.failures().get(0);
    assertThat(DocumentedTest.normalized(printed))
        .as("printed by " + shown.code.place() + ":\n" + printed)
        .isEqualTo(DocumentedTest.normalized(shown.report.text()));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void otherTest_passes(Shown shown) throws IOException, ClassNotFoundException {
    DocumentedTest.Ended ended = run(shown.code);

    assertThat(ended.failures()).isEmpty();
    assertThat(ended.tests()).isPositive();
  }

  @Test
  void normalized_sameReportOfAnotherRun_isEqual() {
    assertThat(
            DocumentedTest.normalized(
                "\"a\" waits for Object@1a2b3c4d at A.f(A.java:7), 1.5 ms ago"))
        .isEqualTo(
            DocumentedTest.normalized(
                "\"a\" waits for Object@99ff0011 at A.f(A.java:12), 980 µs ago\n"))
        .isNotEqualTo(
            DocumentedTest.normalized(
                "\"b\" waits for Object@99ff0011 at A.f(A.java:12), 980 µs ago"));
  }

  private DocumentedTest.Ended run(CodeBlock block) throws IOException, ClassNotFoundException {
    JavaBlock java = JavaBlock.of(block);
    assertThat(java.compile(directory)).isEmpty();
    return DocumentedTest.run(directory, java.qualifiedName());
  }

  static List<Shown> failing() throws IOException {
    return shown().stream().filter(shown -> shown.report != null).toList();
  }

  static List<Shown> passing() throws IOException {
    return shown().stream().filter(shown -> shown.report == null).toList();
  }

  private static List<Shown> shown() throws IOException {
    List<Shown> found = new ArrayList<>();
    for (Path file : DocumentationTest.files()) {
      List<CodeBlock> blocks = CodeBlock.of(file);
      for (int i = 0; i < blocks.size(); i++) {
        CodeBlock code = blocks.get(i);
        if (code.language().equals("java") && JavaBlock.hasTests(code)) {
          boolean reported = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
          found.add(new Shown(code, reported ? blocks.get(i + 1) : null));
        }
      }
    }
    return found;
  }
}
