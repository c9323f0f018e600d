package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.context.ShutdownProgram.Behaviour;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Context#untilShutdown} in JVMs that are really shut down. */
@Timeout(
    value = 90,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read cannot be interrupted
class ShutdownContextTest {

  private static final String WARNING =
      "The JVM shuts down although work is still running after PT0.2S of grace";

  private static final int TERMINATED = 143;

  private Process program;

  @AfterEach
  void endProgram() {
    program.destroyForcibly();
  }

  private void start(Behaviour behaviour) throws IOException {
    program = ChildJvm.start(ShutdownProgram.class, behaviour.name());
  }

  private void startWaiting(Behaviour behaviour) throws IOException {
    start(behaviour);
    ChildJvm.awaitLine(program, ShutdownProgram.WAITING);
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Whether this JVM, and so a child of it, was started to ignore a signal. */
  private static boolean isIgnored(int number) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(ignored -> ((ignored >>> (number - 1)) & 1) == 1);
    }
  }

  private int exitCode() throws InterruptedException {
    assertThat(program.waitFor(Threads.DEADLINE.toSeconds(), TimeUnit.SECONDS))
        .as("the JVM ended")
        .isTrue();
    return program.exitValue();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void untilShutdown_signal_contextIsDoneAndShutdownWaitsForTheClose(String signal, int expected)
      throws Exception {
    int number = expected - 128;
    Assumptions.assumeFalse(isIgnored(number), "as by nohup, all here ignore SIG" + signal);
    startWaiting(Behaviour.CLEAN_UP);

    signal(signal);

    assertThat(ChildJvm.remainingLines(program))
        .containsExactly(
            ShutdownProgram.CLEANING_UP + ": the JVM is shutting down", ShutdownProgram.CLEANED_UP);
    assertThat(exitCode()).isEqualTo(expected);
  }

  @Test
  void untilShutdown_graceExceeded_exitsWithAWarning() throws Exception {
    startWaiting(Behaviour.WORK_ON);
    long start = System.nanoTime();

    signal("TERM");

    List<String> lines = ChildJvm.remainingLines(program);
    assertThat(exitCode()).isEqualTo(TERMINATED);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
    assertThat(lines).first().isEqualTo(ShutdownProgram.CLEANING_UP);
    assertThat(lines).filteredOn(line -> line.contains(WARNING)).hasSize(1);
  }

  @Test
  void untilShutdown_noGrace_isNotWaitedFor() throws Exception {
    startWaiting(Behaviour.WORK_ON_WITHOUT_GRACE);

    signal("TERM");

    assertThat(ChildJvm.remainingLines(program)).noneMatch(line -> line.contains("grace"));
    assertThat(exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  void untilShutdown_closedBeforeASignal_doesNotHoldTheShutdownUp() throws Exception {
    startWaiting(Behaviour.CLOSE_AND_WAIT);

    signal("TERM");

    assertThat(ChildJvm.remainingLines(program)).isEmpty();
    assertThat(exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  void untilShutdown_closedBeforeTheEnd_exitsNormally() throws Exception {
    start(Behaviour.CLOSE_AND_END);

    assertThat(ChildJvm.remainingLines(program)).containsExactly(ShutdownProgram.CLOSED);
    assertThat(exitCode()).isZero();
  }

  @Test
  void untilShutdown_exitInside_waitsNoLongerThanTheGrace() throws Exception {
    start(Behaviour.EXIT_INSIDE);

    List<String> lines = ChildJvm.remainingLines(program);
    assertThat(lines).first().isEqualTo("active: true");
    assertThat(lines).anyMatch(line -> line.contains(WARNING));
    assertThat(exitCode()).isEqualTo(ShutdownProgram.EXIT_CODE);
  }

  @Test
  void untilShutdown_shutdownHasBegun_isDoneFromTheBeginning() throws Exception {
    start(Behaviour.ASK_TOO_LATE);

    assertThat(ChildJvm.remainingLines(program)).containsExactly("done from the beginning: true");
    assertThat(exitCode()).isEqualTo(ShutdownProgram.EXIT_CODE);
  }
}
