package io.sluice.examples.treedigest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command within this process, on files that misbehave. */
@Timeout(60)
class TreeDigestTest {

  private static final int FILES = 1000;

  @TempDir private Path directory;

  private final CancellableContext stop = Context.background().withCancel();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The digesters' threads, known from the files that they opened. */
  private final Set<Thread> digesters = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void makeFiles() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(directory.resolve("f" + i), "content " + i);
    }
  }

  @Test
  void run_allReadable_oneLineEachAndNothingOnStandardError() throws InterruptedException {
    Outcome outcome = run(FileOpener.DEFAULT, directory.toString());

    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines())
        .hasSize(FILES)
        .isSortedAccordingTo(Comparator.comparing(line -> line.substring(66)));
    assertThat(outcome.err()).isEmpty();
    assertAllEnded();
  }

  enum Misfortune {
    DENIED("Permission denied"),
    VANISHED("No such file or directory"),
    DISK_ERROR("the disk is broken");

    final String message;

    Misfortune(String message) {
      this.message = message;
    }

    IOException exception(Path path) {
      return switch (this) {
        case DENIED -> new AccessDeniedException(path.toString());
        case VANISHED -> new NoSuchFileException(path.toString());
        case DISK_ERROR -> new IOException(message);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Misfortune.class)
  void run_oneUnreadable_reportsItAndGoesOn(Misfortune misfortune) throws InterruptedException {
    Outcome outcome =
        run(
            path -> {
              if (path.endsWith("f77")) {
                throw misfortune.exception(path);
              }
              return FileOpener.DEFAULT.open(path);
            },
            directory.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(FILES - 1).noneMatch(line -> line.endsWith("/f77"));
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "treedigest: " + directory.resolve("f77") + ": " + misfortune.message);
    assertAllEnded();
  }

  @Test
  void run_unreadableInTheMiddle_noLineForIt() throws InterruptedException {
    Outcome outcome =
        run(
            path ->
                path.endsWith("f5")
                    ? MisbehavingStreams.breaksAfterSomeBytes()
                    : FileOpener.DEFAULT.open(path),
            directory.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(FILES - 1);
    assertThat(outcome.err()).contains("f5: broken in the middle");
  }

  @Test
  void run_missingDirectory_reportsItAndGoesOn() throws InterruptedException {
    Outcome outcome = run(FileOpener.DEFAULT, directory + "/missing", directory.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(FILES);
    assertThat(outcome.err()).contains("/missing: No such file or directory");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16})
  void run_everyWorkerFails_endsWithTheReason(int workers) throws InterruptedException {
    Outcome outcome =
        run(
            path -> {
              throw new IllegalStateException("a defect");
            },
            "--workers=" + workers,
            directory.toString());

    assertThat(outcome.code()).isEqualTo(70);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("internal error after 0 files").contains("a defect");
    assertAllEnded();
  }

  @Test
  void run_oneWorkerDiesOfAnError_endsWithTheReason() throws InterruptedException {
    Outcome outcome =
        run(
            path -> {
              if (path.endsWith("f500")) {
                throw new StackOverflowError("an error");
              }
              return FileOpener.DEFAULT.open(path);
            },
            directory.toString());

    assertThat(outcome.code()).isEqualTo(70);
    assertThat(outcome.err()).contains("internal error").contains("an error");
    assertAllEnded();
  }

  @Test
  void run_standardErrorFails_endsWithTheReason() throws InterruptedException {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void print(String text) {
            if (text.contains("f77")) {
              throw new IllegalStateException("the collector has a defect");
            }
            err.writeBytes(text.getBytes(UTF_8));
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            print(new String(bytes, offset, length, UTF_8));
          }
        };
    FileOpener opener =
        path -> {
          if (path.endsWith("f77")) {
            throw new IOException("no luck");
          }
          return open(FileOpener.DEFAULT, path);
        };

    int code = new TreeDigest(out, broken, false, opener).run(stop, directory.toString());

    assertThat(code).isEqualTo(70);
    assertThat(out.toByteArray()).isEmpty();
    assertAllEnded();
  }

  @Test
  void run_timeLimit_stopsAndTellsHowFarItCame() throws InterruptedException {
    // Every limit must be kept; how long it takes until a file is open is up to the machine.
    for (int limit = 50; digesters.isEmpty(); limit *= 2) {
      err.reset();
      Outcome outcome =
          run(
              path -> MisbehavingStreams.endless(),
              "--timeout",
              limit + "ms",
              "--workers=2",
              directory.toString());

      assertThat(outcome.code()).isEqualTo(124);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .matches(
              "treedigest: time limit of "
                  + limit
                  + " ms passed after 0 files, .*; \\d+ more were waiting\\R");
    }
    assertAllEnded();
  }

  @Test
  void run_stoppedFromAnotherThread_stopsAndTellsHowFarItCame() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(3);
    Thread interrupter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    third.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  stop.cancel();
                });

    Outcome outcome =
        run(
            path -> {
              third.countDown();
              return third.getCount() > 0
                  ? FileOpener.DEFAULT.open(path)
                  : MisbehavingStreams.endless();
            },
            "--workers=1",
            directory.toString());
    interrupter.join();

    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("treedigest: interrupted after 2 files, ");
    assertAllEnded();
  }

  @Test
  void run_stoppedWithinAFile_readsNoFurtherBlock() throws InterruptedException {
    AtomicInteger blocks = new AtomicInteger();
    FileOpener opener =
        path ->
            new InputStream() {
              @Override
              public int read() {
                return 0;
              }

              @Override
              public int read(byte[] block, int offset, int length) {
                stop.cancel();
                blocks.incrementAndGet();
                return length;
              }
            };

    Outcome outcome = run(opener, "--workers=1", directory.toString());

    assertThat(outcome.code()).isEqualTo(130);
    assertThat(blocks).hasValue(1);
    assertAllEnded();
  }

  @Test
  void run_threadHangsInTheSystem_stopEndsTheCommandAllTheSame() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);

    Outcome outcome =
        run(
            path -> {
              stop.cancel();
              awaitUninterruptibly(never);
              throw new IOException("too late");
            },
            "--workers=1",
            directory.toString());

    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.err()).endsWith("; some threads hang in the operating system\n");
    never.countDown();
    assertAllEnded();
  }

  @Test
  void run_oneFailsWhileAnotherHangsInTheSystem_endsWithTheReason() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger files = new AtomicInteger();

    Outcome outcome =
        run(
            path -> {
              if (files.getAndIncrement() == 0) {
                hanging.countDown();
                awaitUninterruptibly(never);
                throw new IOException("too late");
              }
              awaitUninterruptibly(hanging);
              throw new IllegalStateException("a defect");
            },
            "--workers=2",
            directory.toString());

    assertThat(outcome.code()).isEqualTo(70);
    assertThat(outcome.err())
        .startsWith("treedigest: internal error after 0 files")
        .contains("; some threads hang in the operating system", "a defect")
        .doesNotContain("too late");
    never.countDown();
    assertAllEnded();
  }

  @RepeatedTest(5)
  void run_stoppedWhileFilesAreOpened_reportsNoneUnreadable() throws InterruptedException {
    AtomicInteger files = new AtomicInteger();

    Outcome outcome =
        run(
            path -> {
              if (files.incrementAndGet() == 20) {
                stop.cancel();
                // What the channels of files throw under an interrupt.
                Files.readAllBytes(path);
              }
              return FileOpener.DEFAULT.open(path);
            },
            "--workers=4",
            directory.toString());

    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("treedigest: interrupted after ").hasLineCount(1);
    assertThat(outcome.err()).doesNotContain("unreadable");
    assertAllEnded();
  }

  @Test
  void run_terminal_liveLineIsShownAndWipedOut() throws InterruptedException {
    // The first file takes until the live line is there, however long that is.
    FileOpener opener =
        path -> {
          while (!err.toString(UTF_8).contains("\r0 files, ")) {
            Thread.onSpinWait();
          }
          return FileOpener.DEFAULT.open(path);
        };

    int code =
        new TreeDigest(out, new PrintStream(err, true, UTF_8), true, opener)
            .run(stop, "--workers=1", directory.toString());

    assertThat(code).isZero();
    assertThat(err.toString(UTF_8))
        .containsPattern("B/s *\r +\rtreedigest: 1,000 files, [^\r]*B/s\\R$");
  }

  @Test
  void run_outputCannotBeWritten_tellsSo() throws InterruptedException {
    assertThat(runInto(MisbehavingStreams.failing("No space left on device"))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("cannot write the output: No space left on device");
  }

  @Test
  void run_readerGone_silent() throws InterruptedException {
    assertThat(runInto(MisbehavingStreams.failing("Broken pipe"))).isEqualTo(141);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void run_noFiles_nothing() throws InterruptedException, IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    Outcome outcome = run(FileOpener.DEFAULT, empty.toString());

    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void run_wrongUsage_exitCode2AndAMessage() throws InterruptedException {
    Outcome outcome = run(FileOpener.DEFAULT, "--bogus");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("unknown option --bogus").contains("--help");
  }

  private Outcome run(FileOpener opener, String... arguments) throws InterruptedException {
    PrintStream errors = new PrintStream(err, true, UTF_8);
    int code = new TreeDigest(out, errors, false, path -> open(opener, path)).run(stop, arguments);
    return new Outcome(code, out.toString(ISO_8859_1), err.toString(UTF_8));
  }

  private int runInto(OutputStream output) throws InterruptedException {
    PrintStream errors = new PrintStream(err, true, UTF_8);
    return new TreeDigest(output, errors, false, FileOpener.DEFAULT)
        .run(stop, directory.toString());
  }

  private InputStream open(FileOpener opener, Path path) throws IOException {
    digesters.add(Thread.currentThread());
    return opener.open(path);
  }

  private void assertAllEnded() throws InterruptedException {
    assertThat(digesters).isNotEmpty();
    // The tasks have ended; their threads have nothing left to do but to end.
    for (Thread digester : digesters) {
      assertThat(digester.join(Duration.ofSeconds(5))).as(digester.getName()).isTrue();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    List<InterruptedException> ignored = new ArrayList<>();
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        ignored.add(e); // a system call that hangs does not know interrupts either
      }
    }
  }
}
