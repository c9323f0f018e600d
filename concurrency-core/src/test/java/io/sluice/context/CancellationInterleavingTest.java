package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interleavings and failures of waking that cannot be brought about from outside. */
@Rule(32)
@Timeout(60)
class CancellationInterleavingTest {

  private final CancellableContext root = Context.background().withCancel();
  private final Context leaf = root.withCancel().withCancel();

  /** As if the root had ended after the one who joins had found the leaf active. */
  @Test
  void joining_afterAnAncestorEnded_isWokenByTheOneWhoJoins() {
    DoneChannel observer = new DoneChannel();
    assertThat(leaf.isDone()).isFalse();
    root.cancel();
    assertThat(Probe.hasLatched(leaf)).isFalse();
    assertThat(Probe.source(leaf).observers().add(observer)).isTrue();
    assertThat(Probe.hasLatched(leaf)).isTrue();
    assertThat(observer.view.tryReceive().isClosed()).isTrue();
  }

  /** A thread that cannot be interrupted keeps nobody else from being woken. */
  @Test
  void wake_failing_doesNotKeepTheOthersAsleep() throws InterruptedException {
    ReceiveChannel<Void> before = root.withCancel().done();
    CountDownLatch called = new CountDownLatch(1);
    Channel<Integer> release = Channel.unbuffered();
    Thread refusing =
        new Thread() {
          @Override
          public void run() {
            try {
              leaf.call(
                  () -> {
                    called.countDown();
                    return release.receive();
                  });
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void interrupt() {
            throw new IllegalStateException("refused");
          }
        };
    refusing.start();
    assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
    ReceiveChannel<Void> after = leaf.done();
    ReceiveChannel<Void> last = root.withCancel().done();
    assertThat(root.cancel()).isTrue();
    for (ReceiveChannel<Void> done : List.of(before, after, last)) {
      assertThat(done.tryReceive().isClosed()).isTrue();
    }
    release.send(1);
    refusing.join();
  }
}
