package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/interrupts.md} advises for calls that ignore interrupts. */
@Timeout(60)
class WhereInterruptsDoNotReachTest {

  private final CancellableContext context = Context.background().withCancel();

  private static void closeUnchecked(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitFrame(Outcome<?> outcome, String method) {
    Threads.await(
        () ->
            List.of(outcome.thread().getStackTrace()).stream()
                .anyMatch(frame -> frame.getMethodName().equals(method)),
        outcome.thread() + " to call " + method);
  }

  @ParameterizedTest
  @EnumSource
  void socketRead_closedOnCancel_ends(ThreadKind kind) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Outcome<Integer> read =
          Threads.start(
              kind,
              () -> {
                Context.Registration closing = context.onCancel(() -> closeUnchecked(socket));
                try {
                  return socket.getInputStream().read();
                } catch (SocketException e) {
                  context.check();
                  throw e;
                } finally {
                  closing.close();
                }
              });
      awaitFrame(read, "read");

      context.cancel();

      assertThat(read.failure()).isExactlyInstanceOf(CancelledException.class);
      assertThat(read.endedInterrupted()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void socketRead_timeoutIsWhatRemains_ends(ThreadKind kind) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        CancellableContext limited = Context.background().withTimeout(Duration.ofMillis(50))) {
      Outcome<Integer> read =
          Threads.start(
              kind,
              () -> {
                long left = limited.remaining().orElseThrow().toMillis();
                // Rounded up, and never zero: that would be for ever.
                socket.setSoTimeout(Math.toIntExact(left + 1));
                try {
                  return socket.getInputStream().read();
                } catch (SocketTimeoutException e) {
                  limited.check();
                  throw e;
                }
              });

      assertThat(read.failure()).isExactlyInstanceOf(DeadlineExceededException.class);
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void processOutput_destroyedOnCancel_endsTheRead(ThreadKind kind) throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    Outcome<Integer> read =
        Threads.start(
            kind,
            () -> {
              Context.Registration ending = context.onCancel(process.toHandle()::destroy);
              try {
                return process.getInputStream().read();
              } finally {
                ending.close();
              }
            });
    awaitFrame(read, "read");

    context.cancel();

    assertThat(read.result()).isEqualTo(-1);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void monitor_abandoned_isLeftToAnotherThread(ThreadKind kind) throws InterruptedException {
    Object monitor = new Object();
    List<String> abandoned = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch disposed = new CountDownLatch(1);
    Outcome<String> entering;
    synchronized (monitor) {
      entering =
          Threads.startParked(
              kind,
              () ->
                  context.abandonable(
                      () -> {
                        synchronized (monitor) {
                          return "entered";
                        }
                      },
                      late -> {
                        abandoned.add(late);
                        disposed.countDown();
                      }));
      context.cancel();
      assertThat(entering.failure()).isExactlyInstanceOf(CancelledException.class);
      assertThat(abandoned).isEmpty();
    }
    disposed.await();
    assertThat(abandoned).containsExactly("entered");
  }

  @ParameterizedTest
  @EnumSource
  void lock_tried_endsAtTheDeadline(ThreadKind kind) {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try (CancellableContext limited = Context.background().withTimeout(Duration.ofMillis(20))) {
      Outcome<Boolean> locked =
          Threads.start(
              kind,
              () ->
                  lock.tryLock(limited.remaining().orElseThrow().toNanos(), TimeUnit.NANOSECONDS));

      assertThat(locked.result()).isFalse();
    } finally {
      lock.unlock();
    }
  }

  @ParameterizedTest
  @EnumSource
  void futureJoin_cancelledOnCancel_ends(ThreadKind kind) {
    CompletableFuture<String> future = new CompletableFuture<>();
    context.onCancel(() -> future.cancel(true));
    Outcome<String> joining = Threads.start(kind, future::join);
    awaitFrame(joining, "join");

    context.cancel();

    assertThat(joining.failure()).isInstanceOf(CancellationException.class);
  }

  /** The JDK lets the interrupter close the channel, and wait until the locking thread has left. */
  @Test
  void fileLock_inVirtualThread_cancelWaitsForTheLock(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("lock"));
    Process holder = ChildJvm.start(FileLockHolder.class, file.toString());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ChildJvm.awaitLine(holder, FileLockHolder.LOCKED);
      Outcome<FileLock> locking =
          Threads.start(ThreadKind.VIRTUAL, () -> context.call(channel::lock));
      awaitFrame(locking, "lock0");
      Outcome<Boolean> cancelling = Threads.start(ThreadKind.PLATFORM, () -> context.cancel());
      awaitFrame(cancelling, "signalAndWait");
      assertThat(locking.isDone()).as("ignores it").isFalse();

      holder.destroyForcibly();

      assertThat(cancelling.result()).isTrue();
      assertThat(locking.failure())
          .isInstanceOf(CancelledException.class)
          .hasCauseInstanceOf(FileLockInterruptionException.class);
      assertThat(locking.endedInterrupted()).isFalse();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void fileLock_tried_needsNoInterrupt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Process holder = ChildJvm.start(FileLockHolder.class, file.toString());
      try {
        ChildJvm.awaitLine(holder, FileLockHolder.LOCKED);
        assertThat(channel.tryLock()).isNull();
        holder.getOutputStream().close();
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (FileLock lock = channel.tryLock()) {
          assertThat(lock).isNotNull();
        }
      } finally {
        holder.destroyForcibly();
      }
    }
  }
}
