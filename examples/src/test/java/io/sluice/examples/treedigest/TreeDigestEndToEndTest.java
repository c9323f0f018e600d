package io.sluice.examples.treedigest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a user runs it, in a process of its own, against {@code sha256sum}. */
@Timeout(300)
class TreeDigestEndToEndTest {

  private static final Path CHECKOUT = checkout();
  private static final String LAUNCHER = CHECKOUT.resolve("examples/treedigest").toString();

  /** What the program claims to equal. The first argument is the directory. */
  private static final String SHA256SUM =
      "find \"$@\" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum";

  @TempDir private static Path scratch;

  private static Path tree;

  @TempDir private Path directory;

  @BeforeAll
  static void makeTree() throws IOException, InterruptedException {
    tree = Files.createDirectory(scratch.resolve("tree"));
    GeneratedTree.make(tree);
  }

  @Test
  void launcher_generatedTree_equalsSha256sum() throws IOException, InterruptedException {
    Outcome expected = sha256sum(tree, ".");
    assertThat(expected.lines()).hasSizeGreaterThan(5000);

    Outcome actual = run(tree, List.of(LAUNCHER, "."));

    actual.assertSameOutput(expected);
    assertThat(actual.code()).isZero();
    // The launcher tells when it builds; there is nothing else to tell.
    assertThat(actual.err().lines().filter(line -> !line.startsWith("treedigest: building")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tree",
        "tree/",
        "tree//",
        "./tree/d1",
        "tree/links",
        "tree/links/loop",
        "tree/links/loop/",
        "tree/sort/B",
        "tree/links/pipe",
        "tree/empty"
      })
  void program_argument_equalsSha256sum(String argument) throws IOException, InterruptedException {
    Outcome expected = sha256sum(scratch, argument);

    Outcome actual = run(scratch, Command.java(List.of(), argument));

    actual.assertSameOutput(expected);
    assertThat(actual.err()).isEmpty();
    assertThat(actual.code()).isZero();
  }

  @Test
  void program_severalArguments_sortedTogether() throws IOException, InterruptedException {
    String[] arguments = {"tree/sort", "tree/d3", "tree/odd", "tree/sort/a"};

    Outcome actual = run(scratch, Command.java(List.of(), arguments));

    actual.assertSameOutput(sha256sum(scratch, arguments));
  }

  @Test
  void program_localeWithoutUtf8_namesBelowTheArgumentAreKept()
      throws IOException, InterruptedException {
    List<String> words = Command.java(List.of(), "tree/odd", "tree/odd directories");
    String command = "LC_ALL=C exec \"$@\"";

    Outcome actual = run(scratch, shell(command, words.toArray(String[]::new)));

    actual.assertSameOutput(sha256sum(scratch, "tree/odd", "tree/odd directories"));
    assertThat(actual.code()).isZero();
  }

  @Test
  void program_checkout_equalsSha256sum() throws IOException, InterruptedException {
    // Not target: this very build writes to it.
    Outcome expected = sha256sum(CHECKOUT, "concurrency-core/src", "examples/src", "pom.xml");
    assertThat(expected.lines()).hasSizeGreaterThan(50);

    Outcome actual =
        run(CHECKOUT, Command.java(List.of(), "concurrency-core/src", "examples/src", "pom.xml"));

    actual.assertSameOutput(expected);
  }

  @Test
  void program_javaHome_equalsSha256sum() throws IOException, InterruptedException {
    String home = System.getProperty("java.home");

    Outcome actual = run(scratch, Command.java(List.of(), home));

    actual.assertSameOutput(sha256sum(scratch, home));
  }

  @Test
  void program_output_isWhatSha256sumChecks() throws IOException, InterruptedException {
    assumeSha256sum();
    Outcome digests = run(scratch, Command.java(List.of(), "tree/odd", "tree/sort"));
    Path list = Files.writeString(directory.resolve("list"), digests.out(), ISO_8859_1);

    Outcome check = run(scratch, List.of("sha256sum", "--check", "--quiet", list.toString()));

    assertThat(check.code()).as(check.err()).isZero();
  }

  @Test
  void program_pathTooLongForTheSystem_reportsItAndGoesOn()
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("good"), "good");
    // Nobody can open this one, not even root: its path is longer than the system takes.
    String make =
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do "
            + "mkdir \"$1\" && cd -P \"$1\" || exit 1; done; echo bad >bad";
    Outcome made = run(directory, shell(make, "n".repeat(250)));
    assertThat(made.code()).as(made.err()).isZero();
    try {
      Outcome expected = sha256sum(directory, ".");
      assertThat(expected.code()).isNotZero();

      Outcome actual = run(directory, Command.java(List.of(), "."));

      actual.assertSameOutput(expected);
      assertThat(actual.lines()).hasSize(1);
      assertThat(actual.code()).isEqualTo(1);
      assertThat(actual.err()).contains("File name too long").hasLineCount(1);
    } finally {
      run(directory, shell("rm -rf n*"));
    }
  }

  @Test
  void program_noPermission_reportsItAndGoesOn() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("good"), "good");
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    assertThat(run(directory, List.of("chmod", "000", secret.toString())).code()).isZero();
    Outcome expected = sha256sum(directory, ".");

    Outcome actual = run(directory, Command.java(List.of(), "."));

    // Root reads it all the same; then so does sha256sum.
    actual.assertSameOutput(expected);
    assertThat(actual.code()).isEqualTo(expected.code() == 0 ? 0 : 1);
    assertThat(actual.err().contains("Permission denied")).isEqualTo(expected.code() != 0);
  }

  @Test
  void program_timeLimit_exitCode124AndHowFarItCame() throws IOException, InterruptedException {
    makeEndlessWork();

    Outcome actual = run(directory, Command.java(List.of(), "--timeout", "300ms", "."));

    assertThat(actual.code()).isEqualTo(124);
    assertThat(actual.out()).isEmpty();
    assertThat(actual.err())
        .matches(
            "treedigest: time limit of 300 ms passed after \\d+ files?, .*; \\d+ more were"
                + " waiting\n");
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "HUP,129"})
  void program_signal_stopsAndTellsHowFarItCame(String signal, int code)
      throws IOException, InterruptedException {
    makeEndlessWork();
    // A build in the background of a script has these signals ignored, and so have its children.
    List<String> words = Command.java(List.of("-Dtreedigest.terminal=true"), ".");
    String defaults =
        "if env --default-signal="
            + signal
            + " true 2>/dev/null; "
            + "then exec env --default-signal="
            + signal
            + " \"$@\"; else exec \"$@\"; fi";
    try (Command program =
        Command.start(
            directory.resolve("scratch"),
            directory.resolve("work"),
            shell(defaults, words.toArray(String[]::new)))) {
      program.awaitError("B/s");
      program.signal(signal);
      Outcome actual = program.await();

      assertThat(actual.code()).isEqualTo(code);
      assertThat(actual.out()).isEmpty();
      assertThat(actual.err())
          .containsPattern(
              "treedigest: interrupted after \\d+ files?, .*; \\d+ more were waiting\n$");
    }
  }

  @Test
  void launcher_readerGone_silent() throws IOException, InterruptedException {
    Path code = directory.resolve("code");
    Outcome first =
        run(tree, shell("{ \"$1\" .; echo $? >\"$2\"; } | head -n 1", LAUNCHER, code.toString()));

    assertThat(first.lines()).hasSize(1);
    assertThat(first.err()).isEmpty();
    assertThat(Files.readString(code)).isEqualTo("141\n");
  }

  @Test
  void launcher_anyWorkingDirectoryAndThroughALink_help() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(LAUNCHER));

    Outcome actual = run(Path.of("/"), List.of(link.toString(), "--help"));
    Files.delete(link);

    assertThat(actual.code()).isZero();
    assertThat(actual.out()).isEqualTo(CommandLine.HELP);
    assertThat(actual.err()).isEmpty();
  }

  @Test
  void launcher_wrongUsage_exitCode2() throws IOException, InterruptedException {
    Outcome actual = run(directory, List.of(LAUNCHER));

    assertThat(actual.code()).isEqualTo(2);
    assertThat(actual.out()).isEmpty();
    assertThat(actual.err()).contains("no directory given");
  }

  /** Files that take minutes to digest and no room on the disk: they consist of holes. */
  private void makeEndlessWork() throws IOException {
    Files.createDirectory(directory.resolve("scratch"));
    Path work = Files.createDirectory(directory.resolve("work"));
    for (int i = 0; i < 64; i++) {
      try (RandomAccessFile file = new RandomAccessFile(work.resolve("big" + i).toFile(), "rw")) {
        file.setLength(1L << 37);
      }
    }
  }

  private static Outcome run(Path workingDirectory, List<String> words)
      throws IOException, InterruptedException {
    try (Command command = Command.start(scratch, workingDirectory, words)) {
      return command.await();
    }
  }

  private static List<String> shell(String script, String... arguments) {
    return Stream.concat(Stream.of("sh", "-c", script, "sh"), Arrays.stream(arguments)).toList();
  }

  private static Outcome sha256sum(Path workingDirectory, String... arguments)
      throws IOException, InterruptedException {
    assumeSha256sum();
    return run(workingDirectory, shell(SHA256SUM, arguments));
  }

  private static void assumeSha256sum() throws IOException, InterruptedException {
    assumeTrue(
        run(scratch, shell("command -v sha256sum")).code() == 0,
        "there is no sha256sum on this machine to compare with");
  }

  private static Path checkout() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("examples/treedigest"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
