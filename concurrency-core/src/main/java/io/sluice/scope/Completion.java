package io.sluice.scope;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import io.sluice.context.CancelledException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that arrives once, and those who wait for it.
 *
 * <p>They wait at a channel that is closed when the outcome arrives, and that is made by the first
 * who has to wait. Who waits makes the channel and then looks for the outcome; who completes sets
 * the outcome and then looks for the channel. So at least one sees the other, and nobody sleeps
 * through it (jcstress: {@code CompletionTest}).
 */
abstract class Completion<T extends @Nullable Object> {

  private static final VarHandle ARRIVED;

  static {
    try {
      ARRIVED = MethodHandles.lookup().findVarHandle(Completion.class, "arrived", Channel.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * How often a waiting thread lets others run before it parks. What it waits for is mostly about
   * to run or running, and then parking and waking cost more than the task.
   */
  private static final int YIELDS = 8;

  private volatile @Nullable Outcome<T> result;

  private volatile @Nullable Channel<Void> arrived;

  /** The outcome, or null if it has not arrived. */
  final @Nullable Outcome<T> result() {
    return result;
  }

  /** Sets the outcome. Called once. */
  final void complete(Outcome<T> outcome) {
    result = outcome;
    Channel<Void> waiting = arrived;
    if (waiting != null) {
      waiting.close();
    }
  }

  /** Waits for the outcome or for the signal. An outcome that has arrived wins. */
  @SuppressWarnings("ThreadPriorityCheck") // only saves time: correct without
  final Outcome<T> await(CancelSignal signal) throws InterruptedException {
    Outcome<T> known = result;
    for (int i = 0; known == null && i < YIELDS; i++) {
      Thread.yield();
      known = result;
    }
    if (known == null) {
      Channel<Void> channel = channel();
      if (result == null) {
        await(channel, signal);
      }
      known = Objects.requireNonNull(result);
    }
    return known;
  }

  private void await(Channel<Void> channel, CancelSignal signal) throws InterruptedException {
    try {
      channel.receiveOrClosed(signal);
    } catch (InterruptedException e) {
      if (result == null) {
        throw e;
      }
      // It arrived first; only an interrupt of the thread is still to be told of (rule 25).
      if (!(e instanceof CancelledException)) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Channel<Void> channel() {
    Channel<Void> known = arrived;
    if (known != null) {
      return known;
    }
    Channel<Void> made = Channel.conflated();
    @SuppressWarnings("unchecked") // the field's type
    Channel<Void> earlier = (Channel<Void>) ARRIVED.compareAndExchange(this, null, made);
    return earlier == null ? made : earlier;
  }
}
