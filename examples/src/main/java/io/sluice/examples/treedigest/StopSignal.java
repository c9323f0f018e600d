package io.sluice.examples.treedigest;

import io.sluice.channel.CancelSignal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One switch that stops all stages: every blocking call in this program takes it, so each of them
 * ends with an {@link InterruptedException} as soon as the switch is thrown.
 *
 * <p>The order matters twice. {@link #stop} sets the reason before it looks for threads to wake,
 * and {@link #unparkWhenDone} adds the thread before it looks for a reason: whichever of the two
 * comes later sees the other, so nobody sleeps through a stop.
 */
final class StopSignal implements CancelSignal {

  private final AtomicReference<StopReason> reason = new AtomicReference<>();

  /** The threads that wait in a blocking call right now; a thread waits in one call at a time. */
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  /** Stops everybody. The first reason stands; returns whether it is this one. */
  boolean stop(StopReason why) {
    boolean first = reason.compareAndSet(null, why);
    waiting.forEach(LockSupport::unpark);
    return first;
  }

  /** Returns why the work was stopped, or null if it was not. */
  StopReason reason() {
    return reason.get();
  }

  /** For loops that run long without a blocking call. */
  void check() throws InterruptedException {
    if (isDone()) {
      throw cancellation();
    }
  }

  @Override
  public boolean isDone() {
    return reason.get() != null;
  }

  @Override
  public InterruptedException cancellation() {
    return new InterruptedException("stopped: " + reason.get());
  }

  @Override
  public Subscription unparkWhenDone(Thread thread) {
    waiting.add(thread);
    if (isDone()) {
      LockSupport.unpark(thread);
    }
    return () -> waiting.remove(thread);
  }
}
