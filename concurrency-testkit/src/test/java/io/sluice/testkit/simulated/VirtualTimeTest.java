package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.simulation.DeadlockError;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.ScheduleFailedError;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time in a simulation; among them what Go's {@code testing/synctest} promises. */
class VirtualTimeTest {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** What waits, for one hour, for what does not come. */
  record Wait(String name, Program program) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wait> waits() {
    return Stream.of(
        new Wait("Thread.sleep", () -> Thread.sleep(Duration.ofHours(1))),
        new Wait(
            "Thread.join",
            () -> {
              Thread child = Thread.startVirtualThread(LockSupport::park);
              assertThat(child.join(Duration.ofHours(1))).isFalse();
              LockSupport.unpark(child);
            }),
        new Wait(
            "LockSupport.parkNanos", () -> LockSupport.parkNanos(Duration.ofHours(1).toNanos())),
        new Wait(
            "LockSupport.parkUntil",
            () -> LockSupport.parkUntil(System.currentTimeMillis() + 3_600_000)),
        new Wait("Object.wait", VirtualTimeTest::waitInMonitor),
        new Wait(
            "ArrayBlockingQueue.poll",
            () -> assertThat(new ArrayBlockingQueue<>(1).poll(1, TimeUnit.HOURS)).isNull()),
        new Wait(
            "SynchronousQueue.offer",
            () -> assertThat(new SynchronousQueue<>().offer("", 1, TimeUnit.HOURS)).isFalse()),
        new Wait(
            "CountDownLatch.await",
            () -> assertThat(new CountDownLatch(1).await(1, TimeUnit.HOURS)).isFalse()),
        new Wait(
            "Semaphore.tryAcquire",
            () -> assertThat(new Semaphore(0).tryAcquire(1, TimeUnit.HOURS)).isFalse()),
        new Wait("ReentrantLock.tryLock", VirtualTimeTest::tryLock),
        new Wait("Condition.await", VirtualTimeTest::awaitCondition),
        new Wait(
            "StampedLock.tryReadLock",
            () -> {
              StampedLock lock = new StampedLock();
              lock.writeLock();
              assertThat(lock.tryReadLock(1, TimeUnit.HOURS)).isZero();
            }),
        timesOut("CyclicBarrier.await", () -> new CyclicBarrier(2).await(1, TimeUnit.HOURS)),
        timesOut("Exchanger.exchange", () -> new Exchanger<>().exchange("", 1, TimeUnit.HOURS)),
        timesOut(
            "Phaser.awaitAdvanceInterruptibly",
            () -> new Phaser(1).awaitAdvanceInterruptibly(0, 1, TimeUnit.HOURS)),
        timesOut("CompletableFuture.get", () -> new CompletableFuture<>().get(1, TimeUnit.HOURS)),
        new Wait(
            "CompletableFuture.orTimeout",
            () ->
                assertThatThrownBy(new CompletableFuture<>().orTimeout(1, TimeUnit.HOURS)::get)
                    .hasCauseInstanceOf(TimeoutException.class)),
        new Wait(
            "CompletableFuture.completeOnTimeout",
            () ->
                assertThat(new CompletableFuture<>().completeOnTimeout(1, 1, TimeUnit.HOURS).get())
                    .isEqualTo(1)));
  }

  private static Wait timesOut(String name, Program program) {
    return new Wait(
        name, () -> assertThatExceptionOfType(TimeoutException.class).isThrownBy(program::run));
  }

  @SuppressWarnings("WaitNotInLoop") // nobody notifies: only the time matters
  private static void waitInMonitor() throws InterruptedException {
    Object monitor = new Object();
    synchronized (monitor) {
      monitor.wait(3_600_000);
    }
  }

  private static void tryLock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch tried = new CountDownLatch(1);
    Thread.startVirtualThread(
        () -> {
          lock.lock();
          try {
            tried.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            lock.unlock();
          }
        });
    Simulation.settle();
    assertThat(lock.tryLock(1, TimeUnit.HOURS)).isFalse();
    tried.countDown();
  }

  @SuppressWarnings("WaitNotInLoop") // nobody signals: only the time matters
  private static void awaitCondition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    lock.lock();
    try {
      assertThat(condition.await(1, TimeUnit.HOURS)).isFalse();
    } finally {
      lock.unlock();
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void run_waitOfAnHour_takesAnHourOfVirtualTime(Wait wait) {
    Simulation.run(
        () -> {
          long start = System.nanoTime();
          wait.program().run();
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isEqualTo(Duration.ofHours(1));
        });
  }

  @Test
  void explore_waitOfADay_tellsVirtualAndRealTime() {
    var exploration =
        Simulation.explore(
            Options.defaults().schedules(100), () -> Thread.sleep(Duration.ofDays(1)));
    exploration.assertAllPass();
    assertThat(exploration.virtualTime()).isEqualTo(Duration.ofDays(1));
    assertThat(exploration.elapsed()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void run_clocks_beginWith2000AndPassTogether() {
    Simulation.run(
        () -> {
          assertClocksShow(EPOCH);
          Thread.sleep(Duration.ofDays(366));
          assertClocksShow(Instant.parse("2001-01-01T00:00:00Z"));
        });
    assertThat(Instant.now()).isAfter(Instant.parse("2024-01-01T00:00:00Z"));
  }

  @SuppressWarnings("JavaUtilDate") // it is one of the clocks
  private static void assertClocksShow(Instant instant) {
    assertThat(Instant.now()).isEqualTo(instant);
    assertThat(Clock.systemUTC().instant()).isEqualTo(instant);
    assertThat(LocalDateTime.now(ZoneOffset.UTC))
        .isEqualTo(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    assertThat(System.currentTimeMillis()).isEqualTo(instant.toEpochMilli());
    assertThat(new Date().toInstant()).isEqualTo(instant);
  }

  @Test
  void explore_sleepers_wakeInTheOrderOfTheirDeadlines() {
    Simulation.explore(
            Options.defaults().schedules(100),
            () -> {
              List<Integer> order = new ArrayList<>();
              List<Thread> threads = new ArrayList<>();
              for (int millis : new int[] {3, 1, 2}) {
                threads.add(
                    Sample.start(
                        () -> {
                          Thread.sleep(millis);
                          order.add(millis);
                        }));
              }
              for (Thread thread : threads) {
                thread.join();
              }
              assertThat(order).containsExactly(1, 2, 3);
              assertThat(Instant.now()).isEqualTo(EPOCH.plusMillis(3));
            })
        .assertAllPass();
  }

  @Test
  void explore_periodicTask_runsAtItsRate() {
    Simulation.explore(
            Options.defaults().schedules(50),
            () -> {
              List<Instant> ticks = new ArrayList<>();
              try (var pool = new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().factory())) {
                var periodic =
                    pool.scheduleAtFixedRate(() -> ticks.add(Instant.now()), 1, 24, TimeUnit.HOURS);
                Thread.sleep(Duration.ofHours(50));
                periodic.cancel(false);
              }
              Instant first = EPOCH.plus(Duration.ofHours(1));
              assertThat(ticks)
                  .containsExactly(
                      first, first.plus(Duration.ofDays(1)), first.plus(Duration.ofDays(2)));
            })
        .assertAllPass();
  }

  @Test
  void settle_othersRunnable_returnsWhenAllAreBlocked() {
    Simulation.explore(
            Options.defaults().schedules(100),
            () -> {
              AtomicBoolean done = new AtomicBoolean();
              Thread child = Thread.startVirtualThread(() -> done.set(true));
              Simulation.settle();
              assertThat(done).isTrue();
              assertThat(child.isAlive()).isFalse();
            })
        .assertAllPass();
  }

  @Test
  void settle_othersAsleep_letsNoTimePass() {
    Simulation.explore(
            Options.defaults().schedules(100),
            () -> {
              AtomicInteger wakeups = new AtomicInteger();
              Thread child =
                  Sample.start(
                      () -> {
                        for (int i = 0; i < 3; i++) {
                          Thread.sleep(1_000);
                          wakeups.incrementAndGet();
                        }
                      });
              Simulation.settle();
              assertThat(wakeups).hasValue(0);
              assertThat(Instant.now()).isEqualTo(EPOCH);
              for (int i = 1; i <= 3; i++) {
                Thread.sleep(1_000);
                Simulation.settle();
                assertThat(wakeups).hasValue(i);
              }
              child.join();
            })
        .assertAllPass();
  }

  @Test
  void settle_timeoutOfAContextLikeFlag_isSeenExactlyWhenDue() {
    Simulation.run(
        () -> {
          CompletableFuture<Void> future =
              new CompletableFuture<Void>().orTimeout(5, TimeUnit.SECONDS);
          Thread.sleep(Duration.ofSeconds(5).minusNanos(1));
          Simulation.settle();
          assertThat(future).isNotDone();
          Thread.sleep(Duration.ofNanos(1));
          Simulation.settle();
          assertThat(future).isCompletedExceptionally();
        });
  }

  @Test
  void settle_byTwoThreads_returnsInBoth() {
    Simulation.explore(
            Options.defaults().schedules(100),
            () -> {
              Thread other = Thread.startVirtualThread(Simulation::settle);
              Simulation.settle();
              other.join();
            })
        .assertAllPass();
  }

  @Test
  void run_programEndsWithBlockedThreads_isDeadlock() {
    assertThatThrownBy(() -> Simulation.run(() -> Thread.startVirtualThread(LockSupport::park)))
        .isInstanceOf(ScheduleFailedError.class)
        .hasCauseInstanceOf(DeadlockError.class)
        .hasMessageContaining("the program has ended, but 1 thread is left blocked");
  }

  @Test
  void run_sleeperForEver_isDeadlockInWhichOnlyTimePasses() {
    assertThatThrownBy(
            () ->
                Simulation.run(
                    () -> {
                      while (true) {
                        Thread.sleep(Duration.ofDays(1));
                      }
                    }))
        .hasCauseInstanceOf(DeadlockError.class)
        .hasMessageContaining("only time passes");
  }

  @Test
  void run_withinSimulation_isRefused() {
    Simulation.run(
        () ->
            assertThatIllegalStateException()
                .isThrownBy(() -> Simulation.run(() -> {}))
                .withMessage("a simulation within a simulation"));
  }

  @Test
  void settle_outside_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(Simulation::settle)
        .withMessage("settle() is for threads of a simulation");
  }

  /** What is due at one instant has no order of its own. */
  @Test
  void explore_sleepsThatEndTogether_goOnInEachOrder() {
    Set<String> orders = new TreeSet<>();
    Simulation.explore(
            Options.defaults().strategy(Strategy.EXHAUSTIVE).weave("no.such.classes"),
            () -> {
              StringBuilder order = new StringBuilder();
              List<Thread> threads = new ArrayList<>();
              for (char name = 'a'; name <= 'b'; name++) {
                char own = name;
                threads.add(
                    Thread.startVirtualThread(
                        () -> {
                          try {
                            Thread.sleep(Duration.ofHours(1));
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          order.append(own);
                        }));
              }
              for (Thread thread : threads) {
                thread.join();
              }
              orders.add(order.toString());
            })
        .assertAllPass();
    assertThat(orders).containsExactly("ab", "ba");
  }
}
