package io.sluice.context;

import io.sluice.channel.Channel;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operation in a thread of its own, for which its caller may cease to wait.
 *
 * <p>Whoever moves {@link #decided} to true decides the fate of the result: the operation's thread
 * when the operation has ended, and the caller takes the result; or the caller when it gives up,
 * and the operation's thread disposes of it.
 *
 * <p>It is a platform thread, since what ignores interrupts mostly blocks its carrier too: a few
 * such calls that hang would stop all virtual threads.
 */
final class AbandonableCall<T> implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Context.class);

  private final Callable<T> operation;
  private final Consumer<? super T> onAbandon;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final Channel<Void> ended = Channel.conflated();

  /** Written by the operation's thread before it decides, read by the caller afterwards. */
  private @Nullable T result;

  private @Nullable Throwable failure;

  AbandonableCall(Callable<T> operation, Consumer<? super T> onAbandon) {
    this.operation = operation;
    this.onAbandon = onAbandon;
  }

  /** Runs the operation and waits for it with the given context. */
  @SuppressWarnings("NullAway") // null only where the operation returned it
  T await(Context context) throws Exception {
    Thread.ofPlatform().daemon().name("context-abandonable").start(this);
    try {
      ended.receiveOrClosed(context);
    } catch (InterruptedException e) {
      if (decided.compareAndSet(false, true)) {
        throw e;
      }
      // The operation had ended: its result is returned, and an interrupt is kept for later.
      if (!(e instanceof CancelledException)) {
        Thread.currentThread().interrupt();
      }
    }
    if (failure != null) {
      throw Sneaky.asUnchecked(failure);
    }
    return result;
  }

  @Override
  public void run() {
    try {
      result = operation.call();
    } catch (Throwable e) {
      failure = e;
    }
    if (decided.compareAndSet(false, true)) {
      ended.close();
    } else {
      dispose();
    }
  }

  @SuppressWarnings("NullAway") // null only where the operation returned it
  private void dispose() {
    if (failure != null) {
      LOG.error("An abandoned operation failed: {}", operation, failure);
      return;
    }
    try {
      onAbandon.accept(result);
    } catch (Throwable e) {
      LOG.error("Disposing of the result of an abandoned operation failed: {}", onAbandon, e);
    }
  }
}
