package io.sluice.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps the Markdown files true.
 *
 * <ul>
 *   <li>A {@code java} block compiles against the library. It is a whole file if it declares a
 *       type; otherwise it is put into a method that may throw anything, under imports of the
 *       library's packages, {@code java.time}, {@code java.util} and {@code java.util.concurrent};
 *       {@code Semaphore} is the library's. What it uses and does not declare is declared in a
 *       comment on the line before the fence, as in {@code <!-- given: Channel<String> words,
 *       CancelSignal signal -->}. Code that is not meant to compile goes into a {@code text} block.
 *   <li>A {@code java} block with test methods may be a whole file or these methods alone, under
 *       imports of the testkit's packages for tests and of JUnit besides; {@code Options} is the
 *       simulation's. {@link DocumentedReportsTest} runs it.
 *   <li>A {@code java} block with a main method that a {@code text} block follows is run, and
 *       prints exactly that.
 *   <li>A line of a {@code sh} block is one of {@link #COMMANDS}. They are not run here: {@code
 *       .ci/run} runs the tests, and the test of the example its launcher.
 *   <li>A link that is no web address names a file that is there.
 * </ul>
 */
@Timeout(120)
class DocumentationTest {

  private static final String EXAMPLE = "examples/treedigest .";
  private static final String TEST = "mvn -B verify";

  /** What the files may tell a reader to run. Try a command before you add it. */
  private static final Set<String> COMMANDS =
      Set.of(
          EXAMPLE,
          TEST,
          ".ci/run",
          ".ci/jcstress full",
          ".ci/jcstress full SelectVersus",
          "benchmarks/run smoke",
          "benchmarks/run compare",
          "benchmarks/run release",
          "benchmarks/run report benchmarks/target/compare/figures-*.json"
              + " benchmarks/target/compare",
          "benchmarks/run jmh Select -f 1",
          "mvn -N -Pformat verify",
          "mvn -B -pl concurrency-core -am test -Dtest=ChannelContractTest",
          "mvn -B -pl concurrency-core -am test -Dtest=ChannelStressTest"
              + " -Dsluice.stress.seconds=300",
          "mvn -B -pl concurrency-core -am test -Dtest=ContextTreeTest -Dsluice.tree.seconds=300",
          "mvn -B -pl concurrency-core -am test -Dtest=InterruptExactnessTest"
              + " -Dsluice.regions=10000000",
          ".ci/mutants",
          ".ci/mutants claim-without-unpark no-refill",
          ".ci/mutants check",
          "mvn -B -pl concurrency-core -am test -Dtest='*SimulationTest'"
              + " -Dsurefire.failIfNoSpecifiedTests=false",
          "mvn -B -pl concurrency-testkit package",
          "mvn -B -pl examples -am test -Dtest=DocumentedReportsTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false");

  private static final Path CHECKOUT = checkout();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("javaBlocks")
  void javaBlock_compiles(CodeBlock block) throws IOException {
    assertThat(JavaBlock.of(block).compile(directory)).as(block.place()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_printsWhatIsShown(Program program) throws IOException, InterruptedException {
    JavaBlock java = JavaBlock.of(program.code);
    assertThat(java.compile(directory)).isEmpty();
    Path printed = directory.resolve("printed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + JavaBlock.library(),
                java.typeName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(printed).content().isEqualToNormalizingNewlines(program.output.text());
    assertThat(process.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("shellBlocks")
  void command_isKnown(CodeBlock block) {
    assertThat(block.text().lines()).as(block.place()).isSubsetOf(COMMANDS);
  }

  @Test
  void readme_firstCommandsAreTheExampleAndTheTests() throws IOException {
    List<String> commands =
        CodeBlock.of(CHECKOUT.resolve("README.md")).stream()
            .filter(block -> block.language().equals("sh"))
            .flatMap(block -> block.text().lines())
            .toList();

    assertThat(commands).startsWith(EXAMPLE, TEST);
    assertThat(CHECKOUT.resolve(".ci/run")).content().contains("\n" + TEST + "\n");
  }

  @Test
  void commands_scriptsAreExecutable() {
    assertThat(COMMANDS)
        .map(command -> CHECKOUT.resolve(command.replaceFirst(" .*", "")))
        .filteredOn(script -> !script.endsWith("mvn"))
        .isNotEmpty()
        .allMatch(Files::isExecutable);
  }

  @ParameterizedTest
  @MethodSource("files")
  void link_leadsSomewhere(Path file) throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(file))
            .results()
            .map((MatchResult link) -> link.group(1))
            .filter(link -> !link.contains("://"))
            .toList();

    assertThat(links).as(file.toString()).allMatch(link -> Files.exists(file.resolveSibling(link)));
  }

  @Test
  void compile_wrongStatement_saysSo() throws IOException {
    CodeBlock wrong =
        new CodeBlock("here", "java", "ReceiveChannel<String> words", "words.close();\n");

    assertThat(JavaBlock.of(wrong).compile(directory)).contains("cannot find symbol");
  }

  @Test
  void compile_statementsWithImports_areWrapped() throws IOException {
    CodeBlock block =
        new CodeBlock(
            "here",
            "java",
            "Channel<Integer> numbers",
            "import java.nio.file.Files;\nFiles.size(null);\nint n = numbers.receive();\n");

    assertThat(JavaBlock.of(block).compile(directory)).isEmpty();
  }

  record Program(CodeBlock code, CodeBlock output) {
    @Override
    public String toString() {
      return code.place();
    }
  }

  static List<CodeBlock> javaBlocks() throws IOException {
    return blocks("java");
  }

  static List<CodeBlock> shellBlocks() throws IOException {
    return blocks("sh");
  }

  static List<Program> programs() throws IOException {
    List<Program> programs = new ArrayList<>();
    for (Path file : files()) {
      List<CodeBlock> blocks = CodeBlock.of(file);
      for (int i = 0; i + 1 < blocks.size(); i++) {
        CodeBlock code = blocks.get(i);
        if (code.language().equals("java")
            && code.text().contains("static void main(")
            && blocks.get(i + 1).language().equals("text")) {
          programs.add(new Program(code, blocks.get(i + 1)));
        }
      }
    }
    return programs;
  }

  private static List<CodeBlock> blocks(String language) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    for (Path file : files()) {
      CodeBlock.of(file).stream()
          .filter(block -> block.language().equals(language))
          .forEach(blocks::add);
    }
    return blocks;
  }

  /** The Markdown files of the top directory and of docs. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> top = Files.list(CHECKOUT)) {
      top.filter(DocumentationTest::isMarkdown).forEach(files::add);
    }
    Path docs = CHECKOUT.resolve("docs");
    if (Files.exists(docs)) {
      try (Stream<Path> all = Files.walk(docs)) {
        all.filter(DocumentationTest::isMarkdown).forEach(files::add);
      }
    }
    return files.stream().sorted().toList();
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }

  private static Path checkout() {
    Path current = Path.of("").toAbsolutePath();
    while (!Files.exists(current.resolve("README.md"))) {
      current = current.getParent();
    }
    return current;
  }
}
