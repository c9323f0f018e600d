package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.testkit.dump.ThreadListing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LeaksTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void verifyNone_threadRuns_throwsUntilItEnded() {
    Ignore before = Ignore.currentlyRunning();
    try (Stuck stuck = new Stuck("x")) {
      Thread thread = stuck.start(Thread.ofVirtual().name("left"));

      LeakError error =
          catchThrowableOfType(LeakError.class, () -> Leaks.verifyNone(AT_ONCE, before));

      assertThat(error.leaks())
          .singleElement()
          .satisfies(
              leak -> {
                assertThat(leak.threadName()).isEqualTo("left");
                assertThat(leak.threadId()).isEqualTo(thread.threadId());
                assertThat(leak.toString()).startsWith("\"left\" (virtual), waits ");
              });
    }
    assertThatCode(() -> Leaks.verifyNone(before)).doesNotThrowAnyException();
  }

  @Test
  void verifyNone_interrupted_waitsAndKeepsTheStatus() {
    Ignore before = Ignore.currentlyRunning();
    Thread test = Thread.currentThread();
    Thread.ofVirtual().start(() -> untilScanned(test));
    test.interrupt();

    Leaks.verifyNone(Duration.ofMinutes(1), before);

    assertThat(Thread.interrupted()).isTrue();
  }

  /** Returns in the pause after a scan has seen the thread that calls it. */
  private static void untilScanned(Thread scanning) {
    while (!(LockSupport.getBlocker(scanning) instanceof LeakScan)) {
      Thread.yield();
    }
  }

  @Test
  void verifyNone_lockHeldByAnother_namesTheOwner() throws InterruptedException {
    Ignore before = Ignore.currentlyRunning();
    ReentrantLock lock = new ReentrantLock();
    Thread waiter = Thread.ofVirtual().name("waiter").unstarted(() -> lockOnce(lock));
    lock.lock();
    try {
      waiter.start();
      while (!lock.hasQueuedThread(waiter) || waiter.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }

      LeakError error =
          catchThrowableOfType(LeakError.class, () -> Leaks.verifyNone(AT_ONCE, before));

      Thread self = Thread.currentThread();
      assertThat(error.leaks().getFirst().position().owner())
          .isEqualTo("\"" + self.getName() + "\" (#" + self.threadId() + ")");
      assertThat(error).hasMessageContaining("held by ");
    } finally {
      lock.unlock();
    }
    waiter.join();
  }

  @Test
  void verifyNone_monitorHeldByAnother_namesTheOwner() throws InterruptedException {
    Ignore before = Ignore.currentlyRunning();
    Object monitor = new Object();
    Thread waiter;
    synchronized (monitor) {
      waiter = Thread.ofVirtual().name("waiter").start(() -> enterOnce(monitor));
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }

      LeakError error =
          catchThrowableOfType(LeakError.class, () -> Leaks.verifyNone(AT_ONCE, before));

      Leak leak = error.leaks().getFirst();
      assertThat(leak.position().waitsFor()).startsWith("the monitor of java.lang.Object@");
      assertThat(leak.position().owner()).contains("#" + Thread.currentThread().threadId());
      assertThat(leak.toString()).contains("is blocked").contains("held by");
    }
    waiter.join();
  }

  @Test
  void verifyNone_pool_isTheProgramsOwn() {
    Ignore before = Ignore.currentlyRunning();
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(1)) {
      pool.execute(() -> {});

      LeakError error =
          catchThrowableOfType(LeakError.class, () -> Leaks.verifyNone(AT_ONCE, before));

      assertThat(error.leaks()).singleElement().extracting(Leak::isVirtual).isEqualTo(false);
    }
  }

  @Test
  void verifyNone_manyLeaks_messageTellsSome() {
    Ignore before = Ignore.currentlyRunning();
    try (Stuck stuck = new Stuck("x")) {
      for (int i = 0; i < 30; i++) {
        stuck.start(Thread.ofVirtual().name("left-", i));
      }

      LeakError error =
          catchThrowableOfType(LeakError.class, () -> Leaks.verifyNone(AT_ONCE, before));

      assertThat(error.leaks()).hasSize(30);
      assertThat(error).hasMessageEndingWith("... and 10 threads more");
    }
  }

  @Test
  void scan_byDump_findsVirtualThreadsAndSaysWhatIsMissing() {
    long newest = TestRun.newestThreadId();
    try (Stuck stuck = new Stuck("x")) {
      stuck.start(Thread.ofVirtual().name("of \"dump\""));
      ThreadListing listing = ThreadListing.byDump();

      List<Leak> leaks =
          new LeakScan(listing, live -> live.id() > newest, List.of()).run(Duration.ofMillis(30));

      assertThat(leaks)
          .singleElement()
          .satisfies(
              leak -> {
                assertThat(leak.threadName()).isEqualTo("of \"dump\"");
                assertThat(leak.isVirtual()).isTrue();
                assertThat(leak.stack())
                    .anySatisfy(
                        frame -> {
                          assertThat(frame.getClassName()).isEqualTo(Stuck.class.getName());
                          assertThat(frame.getMethodName()).isEqualTo("park");
                          assertThat(frame.getLineNumber()).isPositive();
                        });
              });
      assertThat(listing.missing()).contains("agent");
    }
  }

  @Test
  void verifyNone_negativeLimit_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Leaks.verifyNone(Duration.ofNanos(-1)))
        .withMessageContaining("limit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoLeaks().within(Duration.ofNanos(-1)))
        .withMessageContaining("limit");
  }

  @Test
  void amount_durations_asPeopleWriteThem() {
    UnaryOperator<String> told = text -> Amount.of(Duration.parse(text));
    assertThat(told.apply("PT0.98S")).isEqualTo("980 ms");
    assertThat(told.apply("PT1.23S")).isEqualTo("1.2 s");
    assertThat(told.apply("PT3M4S")).isEqualTo("3 min 4 s");
  }

  private static void lockOnce(ReentrantLock lock) {
    lock.lock();
    try {
      assertThat(lock.isHeldByCurrentThread()).isTrue();
    } finally {
      lock.unlock();
    }
  }

  private static void enterOnce(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }
}
