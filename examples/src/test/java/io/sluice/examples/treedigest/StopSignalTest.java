package io.sluice.examples.treedigest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopSignalTest {

  private final StopSignal stop = new StopSignal();

  @Test
  void stop_twice_firstReasonStands() {
    StopReason first = new StopReason.TimeLimit(Duration.ofSeconds(1));

    assertThat(stop.isDone()).isFalse();
    assertThat(stop.stop(first)).isTrue();
    assertThat(stop.stop(new StopReason.Interrupted())).isFalse();
    assertThat(stop.isDone()).isTrue();
    assertThat(stop.reason()).isSameAs(first);
    assertThatThrownBy(stop::check).isInstanceOf(InterruptedException.class);
  }

  @Test
  void stop_whileParkedInReceive_endsTheReceive() throws InterruptedException {
    Channel<String> words = Channel.unbuffered();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread receiver =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    words.receive(stop);
                  } catch (Throwable e) {
                    thrown.set(e);
                  }
                });
    while (receiver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    stop.stop(new StopReason.Interrupted());
    receiver.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(words.trySend("nobody is left in the queue")).isFalse();
  }

  @Test
  void unparkWhenDone_alreadyDone_unparksAtOnce() {
    stop.stop(new StopReason.Interrupted());

    try (CancelSignal.Subscription subscription = stop.unparkWhenDone(Thread.currentThread())) {
      assertThat(subscription).isNotNull();
      LockSupport.park(this); // returns, for the permit is there; the time limit would tell
    }
  }
}
