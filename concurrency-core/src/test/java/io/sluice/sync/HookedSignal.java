package io.sluice.sync;

import io.sluice.channel.CancelSignal;
import io.sluice.testing.ManualSignal;

/**
 * A signal that lets a test act at the two moments of a wait that nothing else can reach: when the
 * wait has been given up but the call has not drawn the consequences, and when it was released but
 * has not returned.
 */
final class HookedSignal implements CancelSignal {

  private final ManualSignal signal = new ManualSignal();
  private final Runnable onCancellation;
  private final Runnable onUnsubscribe;

  private HookedSignal(Runnable onCancellation, Runnable onUnsubscribe) {
    this.onCancellation = onCancellation;
    this.onUnsubscribe = onUnsubscribe;
  }

  /** Runs an action after the signal ended a wait, before its exception is thrown. */
  static HookedSignal onCancellation(Runnable action) {
    return new HookedSignal(action, () -> {});
  }

  /** Runs an action in the waiting thread once it no longer parks, for whatever reason. */
  static HookedSignal onUnsubscribe(Runnable action) {
    return new HookedSignal(() -> {}, action);
  }

  void give() {
    signal.give();
  }

  @Override
  public boolean isDone() {
    return signal.isDone();
  }

  @Override
  public InterruptedException cancellation() {
    onCancellation.run();
    return signal.cancellation();
  }

  @Override
  public Subscription unparkWhenDone(Thread thread) {
    Subscription subscription = signal.unparkWhenDone(thread);
    return () -> {
      subscription.close();
      onUnsubscribe.run();
    };
  }
}
