package io.sluice.sync;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A one-shot event on which threads of this package wait: a channel that is only ever closed.
 *
 * <p>What a thread waits for is decided by the state of the class that owns the gate, not by the
 * gate: a thread that stops waiting asks there whether it was released meanwhile, and if so returns
 * normally (rule 25).
 */
final class Gate {

  /** Not a rendezvous: that would spin, and a gate is used too shortly to learn whether it pays. */
  private final Channel<Void> channel = Channel.conflated();

  /**
   * Ends a call on entry if its signal is done (rule 26) or its thread is interrupted, even if the
   * call need not wait.
   */
  static void check(@Nullable CancelSignal signal) throws InterruptedException {
    if (signal != null && signal.isDone()) {
      throw signal.cancellation();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Releases whoever waits, now or later. Called once. */
  void open() {
    channel.close();
  }

  /**
   * Waits for the gate to open.
   *
   * @param signal ends the wait with its exception, or null
   * @param timeout ends the wait, or null; not both
   * @param giveUp called when the wait ended otherwise: withdraws the caller, or returns false if
   *     it was released before
   * @return true if released, false if the time ran out before
   * @throws InterruptedException if the thread was interrupted or the signal given before
   */
  boolean await(@Nullable CancelSignal signal, @Nullable Duration timeout, BooleanSupplier giveUp)
      throws InterruptedException {
    WatchedSignal watched = signal == null ? null : new WatchedSignal(signal);
    boolean opened;
    try {
      opened = waitOnChannel(watched, timeout);
    } catch (Throwable failure) {
      // Also a signal that fails must not undo a release that happened, nor leave a waiter behind.
      if (giveUp.getAsBoolean()) {
        throw failure;
      }
      if (failure instanceof InterruptedException && (watched == null || !watched.hasThrown)) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
    return opened || !giveUp.getAsBoolean();
  }

  private boolean waitOnChannel(@Nullable CancelSignal signal, @Nullable Duration timeout)
      throws InterruptedException {
    if (timeout != null) {
      return channel.tryReceive(timeout).isClosed();
    }
    return (signal == null ? channel.receiveOrClosed() : channel.receiveOrClosed(signal))
        .isClosed();
  }

  /** Waits for an opening that is under way; keeps the interrupt status. */
  void awaitUninterruptibly() {
    boolean interrupted = false;
    boolean opened = channel.tryReceive().isClosed();
    while (!opened) {
      try {
        opened = channel.receiveOrClosed().isClosed();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the signal's own exception from the one that stands for an interrupt. */
  private static final class WatchedSignal implements CancelSignal {

    private final CancelSignal signal;

    /** Used by the waiting thread alone. */
    private boolean hasThrown;

    WatchedSignal(CancelSignal signal) {
      this.signal = signal;
    }

    @Override
    public boolean isDone() {
      return signal.isDone();
    }

    @Override
    public InterruptedException cancellation() {
      hasThrown = true;
      return signal.cancellation();
    }

    @Override
    public Subscription unparkWhenDone(Thread thread) {
      return signal.unparkWhenDone(thread);
    }
  }
}
