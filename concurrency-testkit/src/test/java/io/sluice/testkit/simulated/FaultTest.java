package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults break programs that do not bear them, and no others. */
class FaultTest {

  private static final Options DEFAULTS = Options.defaults();

  private static void awaitByPark(boolean again) {
    AtomicBoolean ready = new AtomicBoolean();
    Thread root = Thread.currentThread();
    Thread.startVirtualThread(
        () -> {
          ready.set(true);
          LockSupport.unpark(root);
        });
    if (again) {
      while (!ready.get()) {
        LockSupport.park();
      }
    } else if (!ready.get()) {
      LockSupport.park();
    }
    assertThat(ready).isTrue();
  }

  @Test
  void spuriousWakeup_parkWithoutLoop_fails() {
    assertPasses(DEFAULTS, () -> awaitByPark(false));
    Options faults = DEFAULTS.faults(Fault.SPURIOUS_WAKEUP);
    Failure failure = failureOf(faults, () -> awaitByPark(false));
    assertThat(failure.trace()).anyMatch(line -> line.contains("-- spurious wake-up of \"root\""));
    assertReplays(failure, faults, () -> awaitByPark(false));
  }

  @Test
  void spuriousWakeup_parkInLoop_passes() {
    assertPasses(DEFAULTS.faults(Fault.SPURIOUS_WAKEUP), () -> awaitByPark(true));
  }

  @SuppressWarnings("WaitNotInLoop") // the bug to be found
  private static void awaitByMonitor(boolean again) throws InterruptedException {
    Object monitor = new Object();
    boolean[] ready = new boolean[1];
    Thread.startVirtualThread(
        () -> {
          synchronized (monitor) {
            ready[0] = true;
            monitor.notifyAll();
          }
        });
    synchronized (monitor) {
      if (again) {
        while (!ready[0]) {
          monitor.wait();
        }
      } else if (!ready[0]) {
        monitor.wait();
      }
      assertThat(ready[0]).isTrue();
    }
  }

  @Test
  void spuriousWakeup_waitWithoutLoop_fails() {
    assertPasses(DEFAULTS, () -> awaitByMonitor(false));
    Options faults = DEFAULTS.faults(Fault.SPURIOUS_WAKEUP);
    assertReplays(
        failureOf(faults, () -> awaitByMonitor(false)), faults, () -> awaitByMonitor(false));
  }

  @Test
  void spuriousWakeup_waitInLoop_passes() {
    assertPasses(DEFAULTS.faults(Fault.SPURIOUS_WAKEUP), () -> awaitByMonitor(true));
  }

  /** Correct but for interrupts and delays, of which no program can be unaware. */
  @ParameterizedTest
  @MethodSource("io.sluice.testkit.simulated.QueueSamples#all")
  void spuriousWakeup_jdkQueue_passes(Sample sample) {
    assertPasses(
        DEFAULTS.schedules(200).faults(Fault.SPURIOUS_WAKEUP, Fault.DELAY),
        () -> sample.body().run());
  }

  /** One slot, handed over by parking; a receiver that is interrupted gives up. */
  private static final class Slot {

    private final AtomicReference<Thread> receiver = new AtomicReference<>();
    private final AtomicReference<String> value = new AtomicReference<>();
    private final boolean careful;

    Slot(boolean careful) {
      this.careful = careful;
    }

    boolean offer(String offered) {
      Thread waiting = receiver.getAndSet(null);
      if (waiting == null) {
        return false;
      }
      value.set(offered);
      LockSupport.unpark(waiting);
      return true;
    }

    String take() throws InterruptedException {
      Thread self = Thread.currentThread();
      receiver.set(self);
      while (value.get() == null) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          boolean withdrawn = receiver.compareAndSet(self, null);
          if (withdrawn || !careful) {
            throw new InterruptedException();
          }
          // It is being handed over: taken, and the interrupt kept.
          while (value.get() == null) {
            Thread.onSpinWait();
          }
          self.interrupt();
        }
      }
      return value.getAndSet(null);
    }
  }

  private static void handOver(boolean careful) throws InterruptedException {
    Slot slot = new Slot(careful);
    LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    Thread receiver =
        Thread.startVirtualThread(
            () -> {
              try {
                received.add(slot.take());
              } catch (InterruptedException e) {
                received.add("interrupted");
              }
            });
    boolean accepted = slot.offer("element");
    while (!accepted && receiver.isAlive()) {
      Thread.yield();
      accepted = slot.offer("element");
    }
    receiver.join();
    assertThat(List.copyOf(received)).isEqualTo(List.of(accepted ? "element" : "interrupted"));
  }

  @Test
  void interrupt_handOffThatForgetsTheElement_fails() {
    assertPasses(DEFAULTS, () -> handOver(false));
    Options faults = DEFAULTS.faults(Fault.INTERRUPT);
    Failure failure = failureOf(faults, () -> handOver(false));
    assertThat(failure.trace()).anyMatch(line -> line.contains("-- interrupt of \"thread 1\""));
    assertReplays(failure, faults, () -> handOver(false));
  }

  @Test
  void interrupt_handOffThatKeepsTheElement_passes() {
    assertPasses(DEFAULTS.faults(Fault.INTERRUPT), () -> handOver(true));
  }

  private static void answerWithin(boolean timeoutIsExpected) throws InterruptedException {
    ArrayBlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
    Thread.startVirtualThread(() -> answers.add("answer"));
    String answer = answers.poll(1, TimeUnit.SECONDS);
    if (timeoutIsExpected) {
      assertThat(answer).isIn("answer", null);
    } else {
      assertThat(answer).isEqualTo("answer");
    }
  }

  @Test
  void delay_slowAnswer_timesOut() {
    assertPasses(DEFAULTS, () -> answerWithin(false));
    Options faults = DEFAULTS.faults(Fault.DELAY);
    Failure failure = failureOf(faults, () -> answerWithin(false));
    assertThat(failure.trace()).anyMatch(line -> line.contains("-- delay of \"thread 1\" by"));
    assertReplays(failure, faults, () -> answerWithin(false));
  }

  @Test
  void delay_timeoutExpected_passes() {
    assertPasses(DEFAULTS.faults(Fault.DELAY), () -> answerWithin(true));
  }

  @Test
  void allFaults_neverKeepAProgramFromEnding() {
    assertPasses(
        DEFAULTS.faults(Fault.values()),
        () -> {
          CountDownLatch latch = new CountDownLatch(3);
          for (int i = 0; i < 3; i++) {
            Thread.startVirtualThread(
                () -> {
                  for (int k = 0; k < 5; k++) {
                    Thread.yield();
                  }
                  latch.countDown();
                });
          }
          latch.await();
        });
  }

  private static void assertPasses(Options options, Program program) {
    Simulation.explore(options, program).assertAllPass();
  }

  private static Failure failureOf(Options options, Program program) {
    return Simulation.explore(options, program).failure().orElseThrow();
  }

  private static void assertReplays(Failure failure, Options options, Program program) {
    Failure again = Simulation.replay(failure.replay(), options, program).failure().orElseThrow();
    assertThat(failure.notes()).isEmpty();
    assertThat(again.trace()).isEqualTo(failure.trace());
  }
}
