package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.channel.CancelSignal;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one context does to the timer, or its observers do, affects no other. */
@Timeout(120)
class DeadlineTimerIsolationTest {

  @Test
  void timer_manyUnsetWhileItDrops_isStillWokenToDrop() throws Exception {
    Thread self = Thread.currentThread();
    Duration hour = Duration.ofHours(1);
    for (int round = 0; round < 20; round++) {
      List<CancelSignal.Subscription> open = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        open.add(Context.background().withTimeout(hour).unparkWhenDone(self));
      }
      open.forEach(CancelSignal.Subscription::close);
      var unset = DeadlineTimer.class.getDeclaredField("unset");
      unset.setAccessible(true);
      var counter = (AtomicInteger) unset.get(DeadlineTimer.current());
      long until = System.nanoTime() + 2_000_000_000L;
      while (counter.get() > 60_000 && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(counter.get())
          .as("unset alarms kept, round %s", round)
          .isLessThanOrEqualTo(60_000);
    }
  }

  /** Thread.interrupt() runs the close of the channel that the thread is blocked in. */
  @Test
  void timer_interruptThatBlocks_delaysNoOtherDeadline() throws Exception {
    final class SlowToClose extends AbstractInterruptibleChannel {
      final CountDownLatch mayClose = new CountDownLatch(1);

      @Override
      protected void implCloseChannel() {
        try {
          mayClose.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      void block() throws Exception {
        begin();
        try {
          while (isOpen()) {
            Thread.onSpinWait();
          }
        } finally {
          end(false);
        }
      }
    }
    SlowToClose channel = new SlowToClose();
    Context slow = Context.background().withTimeout(Duration.ofMillis(100));
    Thread owner =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    slow.call(
                        () -> {
                          channel.block();
                          return "";
                        });
                  } catch (Exception expected) {
                    // the deadline
                  }
                });
    CountDownLatch ran = new CountDownLatch(1);
    Context.background().withTimeout(Duration.ofMillis(200)).onCancel(ran::countDown);
    boolean inTime = ran.await(3, TimeUnit.SECONDS);
    channel.mayClose.countDown();
    owner.join();
    assertThat(inTime).isTrue();
  }

  @Test
  void timer_wakeThrowsAnything_goesOn() throws Exception {
    final class Hostile extends Thread {
      Hostile(Runnable task) {
        super(task);
      }

      @Override
      public void interrupt() {
        throw DeadlineTimerIsolationTest.<RuntimeException>asUnchecked(new Exception("checked"));
      }
    }
    Context context = Context.background().withTimeout(Duration.ofMillis(50));
    Thread owner =
        new Hostile(
            () -> {
              try {
                context.call(
                    () -> {
                      while (!((CancelContext) context).hasLatched()) {
                        Thread.onSpinWait();
                      }
                      return "";
                    });
              } catch (Exception unexpected) {
                throw new AssertionError(unexpected);
              }
            });
    owner.start();
    owner.join();
    CountDownLatch ran = new CountDownLatch(1);
    Context.background().withTimeout(Duration.ofMillis(50)).onCancel(ran::countDown);
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T asUnchecked(Throwable failure) throws T {
    throw (T) failure;
  }
}
