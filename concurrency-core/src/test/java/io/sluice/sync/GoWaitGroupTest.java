package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Go's {@code sync/waitgroup_test.go} checks. Its TestWaitGroupAlign is about the alignment of
 * 64-bit fields, which Java guarantees.
 */
@Rule(36)
@Timeout(120)
class GoWaitGroupTest {

  private static final int THREADS = 16;

  /** TestWaitGroup: two groups, used for eight rounds each, without other ordering. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitGroup(ThreadKind kind) throws InterruptedException {
    WaitGroup first = new WaitGroup();
    WaitGroup second = new WaitGroup();
    for (int round = 0; round < 8; round++) {
      barrier(kind, first, second);
    }
  }

  private static void barrier(ThreadKind kind, WaitGroup first, WaitGroup second)
      throws InterruptedException {
    first.add(THREADS);
    second.add(THREADS);
    Channel<Boolean> exited = Channel.buffered(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Threads.start(
          kind,
          () -> {
            first.done();
            second.await();
            exited.send(true);
          });
    }
    first.await();
    for (int i = 0; i < THREADS; i++) {
      assertThat(exited.tryReceive().isValue()).as("released too soon").isFalse();
      second.done();
    }
    for (int i = 0; i < THREADS; i++) {
      exited.receive();
    }
  }

  /** TestWaitGroupMisuse. */
  @Test
  void waitGroupMisuse() {
    WaitGroup group = new WaitGroup();
    group.add(1);
    group.done();
    assertThatIllegalStateException().isThrownBy(group::done).withMessageContaining("negative");
  }

  /**
   * TestWaitGroupMisuse3: two threads wait, and the first to return begins the next round. Either
   * the other has returned too, or the misuse is noticed; nobody hangs.
   */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitGroupMisuse3(ThreadKind kind) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      WaitGroup group = new WaitGroup();
      group.add(1);
      Outcome<Void> done = Threads.start(kind, group::done);
      Outcome<String> reuse =
          Threads.start(
              kind,
              () -> {
                group.await();
                try {
                  group.add(1);
                } catch (IllegalStateException misuse) {
                  return misuse.getMessage();
                }
                group.done();
                group.await();
                return "reused";
              });
      group.await();
      done.result();
      assertThat(reuse.result()).containsPattern("reused|is reused before");
      assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
    }
  }

  /** TestWaitGroupRace. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitGroupRace(ThreadKind kind) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      WaitGroup group = new WaitGroup();
      AtomicInteger ended = new AtomicInteger();
      List<Outcome<Void>> tasks = new ArrayList<>();
      for (int task = 0; task < 2; task++) {
        group.add(1);
        tasks.add(
            Threads.start(
                kind,
                () -> {
                  ended.incrementAndGet();
                  group.done();
                }));
      }
      group.await();
      assertThat(ended).as("not woken too soon").hasValue(2);
      tasks.forEach(Outcome::result);
    }
  }

  /** TestWaitGroupGo. */
  @Rule(37)
  @Test
  void waitGroupGo() throws InterruptedException {
    WaitGroup group = new WaitGroup();
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      group.go(ran::incrementAndGet);
    }
    group.await();
    assertThat(ran).hasValue(100);
  }
}
