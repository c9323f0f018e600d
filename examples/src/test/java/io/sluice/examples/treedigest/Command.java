package io.sluice.examples.treedigest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process whose standard output and error go to files, so that reading them never waits.
 */
final class Command implements AutoCloseable {

  private static final long SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Command start(Path scratch, Path workingDirectory, List<String> words) throws IOException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(workingDirectory.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    return new Command(builder.start(), out, err);
  }

  /** The words that start the program on the Java of this test, without the launcher. */
  static List<String> java(List<String> options, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(TreeDigest.class.getName());
    words.addAll(Arrays.asList(arguments));
    return words;
  }

  /** Waits until standard error contains the text. */
  void awaitError(String text) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!errorText().contains(text)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("\"" + text + "\" never came, but: " + errorText());
      }
      Thread.onSpinWait();
    }
  }

  /** Sends a signal, such as "INT". */
  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill failed: " + code);
    }
  }

  Outcome await() throws IOException, InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + SECONDS + " s: " + errorText());
    }
    return new Outcome(process.exitValue(), text(out), errorText());
  }

  private String errorText() throws IOException {
    return text(err);
  }

  /** Every byte is one character: file names need not be valid UTF-8. */
  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
