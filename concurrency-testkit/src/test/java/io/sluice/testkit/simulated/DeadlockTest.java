package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.DeadlockError;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.LivelockError;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What is said of programs of which nothing moves any more. */
class DeadlockTest {

  private record Named(String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void explore_monitorsInBothOrders_showsCycle() {
    Failure failure =
        failureOf(
            () -> {
              Named a = new Named("A");
              Named b = new Named("B");
              Thread.ofVirtual().name("one").start(() -> nested(a, b));
              Thread.ofVirtual().name("two").start(() -> nested(b, a));
            });
    assertThat(failure.cause())
        .isInstanceOf(DeadlockError.class)
        .message()
        .startsWith(
            """
            deadlock: the program has ended, but 2 threads are left blocked

            cycle: "one" waits to enter the monitor of B held by "two", which waits to enter the \
            monitor of A held by "one"
            """);
  }

  private static void nested(Object outer, Object inner) {
    synchronized (outer) {
      Thread.yield();
      synchronized (inner) {
        Thread.yield();
      }
    }
  }

  @Test
  void explore_monitorLockAndJoin_showsCycleThroughAll() {
    Failure failure =
        failureOf(
            () -> {
              Named monitor = new Named("the monitor");
              ReentrantLock lock = new ReentrantLock();
              Thread.ofVirtual()
                  .name("child")
                  .start(
                      () -> {
                        synchronized (monitor) {
                          Simulation.settle();
                          lock.lock();
                        }
                      });
              lock.lock();
              Thread third =
                  Thread.ofVirtual()
                      .name("third")
                      .start(
                          () -> {
                            Simulation.settle();
                            synchronized (monitor) {
                              lock.newCondition();
                            }
                          });
              third.join();
            });
    assertThat(failure.cause())
        .hasMessageContaining("deadlock: all 3 threads are blocked")
        .hasMessageContaining(
            "cycle: \"root\" waits for \"third\" to end, which waits to enter the monitor of the"
                + " monitor held by \"child\", which waits for a ReentrantLock held by \"root\"\n");
  }

  @Test
  void explore_unnamedThreads_goByTheirNumbers() {
    Failure failure =
        failureOf(
            () -> {
              Thread.startVirtualThread(LockSupport::park);
              new Semaphore(0).acquire();
            });
    assertThat(failure.cause())
        .hasMessageContaining("\"root\" waits for a Semaphore\n")
        .hasMessageContaining("\"thread 1\" is parked\n");
  }

  @Test
  void explore_alone_saysSo() {
    assertThat(failureOf(() -> new CountDownLatch(1).await()).cause())
        .hasMessageStartingWith(
            "deadlock: the only thread is blocked\n\n\"root\" waits for a CountDownLatch\n")
        .hasMessageContaining("at io.sluice.testkit.simulated.DeadlockTest.lambda$");
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // never notified
  void explore_lostNotify_namesTheObject() {
    Named condition = new Named("the condition");
    assertThat(
            failureOf(
                    () -> {
                      synchronized (condition) {
                        condition.wait();
                      }
                    })
                .cause())
        .hasMessageContaining("\"root\" waits to be notified by the condition\n");
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // never notified
  void explore_monitorWithWaiter_isHeldByTheOther() {
    Named monitor = new Named("the monitor");
    assertThat(
            failureOf(
                    () -> {
                      Thread.ofVirtual()
                          .name("waiter")
                          .start(
                              () -> {
                                synchronized (monitor) {
                                  try {
                                    monitor.wait();
                                  } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                  }
                                }
                              });
                      Simulation.settle();
                      Thread other =
                          Thread.ofVirtual()
                              .name("other")
                              .unstarted(
                                  () -> {
                                    synchronized (monitor) {
                                      monitor.notifyAll();
                                    }
                                  });
                      synchronized (monitor) {
                        other.start();
                        other.join();
                      }
                    })
                .cause())
        .hasMessageContaining(
            "cycle: \"root\" waits for \"other\" to end, which waits to enter the monitor of the"
                + " monitor held by \"root\"\n")
        .hasMessageContaining("\"waiter\" waits to be notified by the monitor\n");
  }

  @Test
  void explore_signalForOneOfTwo_isFound() {
    Failure failure =
        failureOf(
            () -> {
              ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
              Thread.startVirtualThread(() -> queue.offer(1));
              Thread.startVirtualThread(() -> queue.offer(2));
              queue.take();
              queue.take();
            });
    assertThat(failure.cause()).isInstanceOf(DeadlockError.class);
    assertThat(failure.trace()).last().asString().contains("waits in ArrayBlockingQueue.take");
  }

  @Test
  void explore_endlessYields_isLivelock() {
    AtomicBoolean never = new AtomicBoolean();
    Failure failure =
        Simulation.explore(
                Options.defaults().steps(1_000),
                () -> {
                  while (!never.get()) {
                    Thread.yield();
                  }
                })
            .failure()
            .orElseThrow();
    assertThat(failure.cause())
        .isInstanceOf(LivelockError.class)
        .hasMessageStartingWith("livelock: not ended after 1,000 steps\n");
    assertThat(failure.notes()).isEmpty();
  }

  @Test
  void explore_endlessSpinOverPoints_isLivelock() {
    AtomicBoolean never = new AtomicBoolean();
    Failure failure =
        Simulation.explore(
                Options.defaults().steps(1_000),
                () -> {
                  while (!never.get()) {}
                })
            .failure()
            .orElseThrow();
    assertThat(failure.cause())
        .isInstanceOf(LivelockError.class)
        .hasMessageStartingWith("livelock: not ended after 1,000 steps\n");
  }

  @Test
  void explore_spinUntilOtherSets_passes() {
    Simulation.explore(
            Options.defaults().schedules(100),
            () -> {
              AtomicBoolean set = new AtomicBoolean();
              Thread.startVirtualThread(() -> set.set(true));
              while (!set.get()) {
                Thread.onSpinWait();
              }
            })
        .assertAllPass();
  }

  private static Failure failureOf(Program program) {
    return Simulation.explore(Options.defaults(), program).failure().orElseThrow();
  }
}
