package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

  @Test
  void capture_sameStacks_areOneGroup() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      threads.add(Thread.ofVirtual().name("equal-" + i).start(() -> await(end)));
    }
    threads.forEach(thread -> awaitState(thread, Thread.State.WAITING));

    ThreadDump dump = ThreadDump.capture();

    assertThat(dump.threadCount()).isGreaterThan(7);
    assertThat(dump.toString())
        .contains("7 virtual threads WAITING: \"equal-0\" (#")
        .contains("\"equal-4\" (#")
        .doesNotContain("\"equal-5\"")
        .contains(" and 2 more\n")
        .contains("  7 waiting for java.util.concurrent.CountDownLatch$Sync@")
        .contains("    at io.sluice.testkit.dump.ThreadDumpTest.await(ThreadDumpTest.java:");
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void capture_deadlockOfVirtualThreads_isTold() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Object monitor = new Object();
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Thread one =
        Thread.ofVirtual()
            .name("one")
            .start(
                () -> {
                  synchronized (monitor) {
                    meet(bothHold);
                    try {
                      lock.lockInterruptibly();
                      lock.unlock();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                });
    Thread two =
        Thread.ofVirtual()
            .name("two")
            .start(
                () -> {
                  lock.lock();
                  try {
                    meet(bothHold);
                    synchronized (monitor) {
                      monitor.notifyAll();
                    }
                  } finally {
                    lock.unlock();
                  }
                });
    awaitState(one, Thread.State.WAITING);
    awaitState(two, Thread.State.BLOCKED);

    String dump = ThreadDump.capture().toString();

    String first = "\"one\" (#" + one.threadId() + ")";
    String second = "\"two\" (#" + two.threadId() + ")";
    assertThat(dump)
        .contains("Deadlock of 2 threads:\n")
        .containsPattern(
            Pattern.quote(
                    "  "
                        + first
                        + " waits for java.util.concurrent.locks.ReentrantLock$NonfairSync@")
                + ".*, held by "
                + Pattern.quote(second))
        .contains("  " + second + " waits for the monitor of java.lang.Object@")
        .contains(", held by " + first + "\n");
    one.interrupt();
    one.join();
    two.join();
    assertThat(ThreadDump.capture().toString()).doesNotContain("Deadlock");
  }

  @Test
  void of_toStringOfBlocker_mayThrowOrHang() {
    CountDownLatch never = new CountDownLatch(1);
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new ArithmeticException("oh");
          }
        };
    Object hanging =
        new Object() {
          @Override
          public String toString() {
            LockSupport.park(never);
            await(never);
            return "late";
          }
        };

    assertThat(Description.of(throwing))
        .startsWith(throwing.getClass().getName() + "@")
        .contains("threw java.lang.ArithmeticException: oh");
    assertThat(Description.of(hanging)).endsWith("(whose toString() does not return)");
    never.countDown();
  }

  @Test
  void in_graphs_findsEachCycleOnce() {
    Map<String, String> next = Map.of("a", "b", "b", "c", "c", "b", "d", "d", "e", "f", "g", "b");

    List<List<String>> cycles = Cycles.in(List.of("a", "b", "c", "d", "e", "g"), next::get);

    assertThat(cycles).containsExactly(List.of("b", "c"), List.of("d"));
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }
}
