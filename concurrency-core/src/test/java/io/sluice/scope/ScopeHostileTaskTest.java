package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.context.Context;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks whose interruption goes wrong. */
@Rule(24)
@Timeout(60)
class ScopeHostileTaskTest {

  /** To interrupt the thread that waits at it throws. */
  private static final class ThrowsWhenClosed extends AbstractInterruptibleChannel {

    final CountDownLatch entered = new CountDownLatch(1);

    @Override
    protected void implCloseChannel() {
      throw new IllegalStateException("cannot be closed");
    }

    void awaitClose() throws ClosedByInterruptException {
      try {
        begin();
        entered.countDown();
        while (isOpen()) {
          Thread.onSpinWait();
        }
        end(false);
      } catch (java.nio.channels.AsynchronousCloseException e) {
        throw new ClosedByInterruptException();
      }
    }
  }

  @Test
  void run_interruptingATaskThrows_waitsForTheTaskAndTellsTheFailure() {
    IOException failure = new IOException("of the body");
    ThrowsWhenClosed channel = new ThrowsWhenClosed();
    AtomicBoolean ended = new AtomicBoolean();

    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    Context.background(),
                    scope -> {
                      scope.go(
                          c -> {
                            try {
                              channel.awaitClose();
                            } finally {
                              busy();
                              ended.set(true);
                            }
                          });
                      channel.entered.await();
                      throw failure;
                    }))
        .havingCause()
        .isSameAs(failure);
    assertThat(ended).isTrue();
  }

  /** Long enough for a scope that does not wait to be caught. */
  private static void busy() {
    for (int i = 0; i < 1_000_000; i++) {
      Thread.onSpinWait();
    }
  }
}
