package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testing.StandardError;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that a wait group starts itself. */
@Timeout(60)
class WaitGroupTaskTest {

  private final WaitGroup group = new WaitGroup();

  /** What the log, which goes to the error stream, holds after the group's tasks have ended. */
  private String logged() throws InterruptedException {
    return logged(() -> {});
  }

  private String logged(Runnable start) throws InterruptedException {
    try (StandardError printed = StandardError.collect()) {
      start.run();
      group.await();
      return printed.text();
    }
  }

  @Rule(37)
  @Test
  void go_addsBeforeTheTaskStarts_andIsDoneAfterIt() throws InterruptedException {
    Channel<Integer> counts = Channel.unbuffered();
    Channel<Integer> mayEnd = Channel.unbuffered();
    group.go(
        () -> {
          counts.send(group.count());
          mayEnd.receive();
        });
    assertThat(group.count()).isEqualTo(1);
    assertThat(counts.receive()).isEqualTo(1);
    mayEnd.send(1);
    group.await();
    assertThat(group.count()).isZero();
    assertThat(group.failure()).isEmpty();
  }

  @Rule(37)
  @Test
  void go_thread_isVirtualAndNamed() throws InterruptedException {
    Channel<Thread> threads = Channel.buffered(3);
    for (int i = 0; i < 3; i++) {
      group.go(() -> threads.send(Thread.currentThread()));
    }
    group.await();
    Set<String> names = new HashSet<>();
    for (Thread thread : threads.closeAndDrain()) {
      assertThat(thread.isVirtual()).isTrue();
      assertThat(thread.getName()).matches("wait-group-\\d+");
      names.add(thread.getName());
    }
    assertThat(names).hasSize(3);
  }

  @Rule(37)
  @Test
  void go_taskThrows_isDoneAndReportedOnceAndKept() throws InterruptedException {
    IOException failure = new IOException("no network");
    String log =
        logged(
            () ->
                group.go(
                    () -> {
                      throw failure;
                    }));
    assertThat(group.count()).isZero();
    assertThat(group.failure()).containsSame(failure);
    assertThat(StandardError.count(log, "no network")).isOne();
    assertThat(log).containsPattern("ERROR .*WaitGroup .* wait-group-\\d+");
  }

  @Rule(37)
  @Test
  void go_severalTasksThrow_keepsTheFirstAndReportsEach() throws InterruptedException {
    String log =
        logged(
            () ->
                group.go(
                    () -> {
                      throw new AssertionError("first failure");
                    }));
    log +=
        logged(
            () ->
                group.go(
                    () -> {
                      throw new InterruptedException("second failure");
                    }));
    log += logged(() -> group.go(() -> {}));
    assertThat(group.failure()).get().hasToString("java.lang.AssertionError: first failure");
    assertThat(StandardError.count(log, "first failure")).isOne();
    assertThat(StandardError.count(log, "second failure")).isOne();
    assertThat(StandardError.count(log, " ERROR ")).isEqualTo(2);
  }

  @Rule(37)
  @Test
  void go_allSucceed_logsNothing() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      group.go(ran::incrementAndGet);
    }
    assertThat(logged()).isEmpty();
    assertThat(ran).hasValue(1_000);
  }

  @Rule(37)
  @Test
  void go_taskIsDoneTooOften_isReported() throws InterruptedException {
    Channel<String> ended = Channel.unbuffered();
    int reports;
    try (StandardError printed = StandardError.collect()) {
      group.go(group::done, callback(ended));
      ended.receive();
      reports = printed.count("negative count");
    }
    assertThat(group.count()).isZero();
    assertThat(group.failure()).get().isInstanceOf(IllegalStateException.class);
    assertThat(reports).isOne();
  }

  /** Threads that tell when they have ended, all they do included. */
  private static ThreadFactory callback(Channel<String> ended) {
    return task ->
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  task.run();
                  try {
                    ended.send("ended");
                  } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts this thread", e);
                  }
                });
  }

  @Rule(37)
  @Test
  void go_threadCannotBeStarted_takesTheAddBack() {
    group.add(1);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(
            () ->
                group.go(
                    () -> {},
                    task -> {
                      assertThat(group.count()).isEqualTo(2);
                      throw new RejectedExecutionException("no threads");
                    }));
    assertThat(group.count()).isEqualTo(1);
    group.done();
  }

  @Rule(37)
  @Test
  void go_countIsFull_doesNotStartTheTask() {
    group.add(Integer.MAX_VALUE);
    AtomicInteger threads = new AtomicInteger();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                group.go(
                    () -> {},
                    task -> {
                      threads.incrementAndGet();
                      return new Thread(task);
                    }));
    assertThat(threads).hasValue(0);
  }

  @Rule({36, 37})
  @Test
  void go_fromATask_isWaitedForToo() throws InterruptedException {
    AtomicInteger ended = new AtomicInteger();
    group.go(() -> spawn(ended, 8));
    group.await();
    assertThat(ended).hasValue(511);
  }

  private void spawn(AtomicInteger ended, int depth) {
    for (int i = 0; i < 2 && depth > 0; i++) {
      group.go(() -> spawn(ended, depth - 1));
    }
    ended.incrementAndGet();
  }
}
