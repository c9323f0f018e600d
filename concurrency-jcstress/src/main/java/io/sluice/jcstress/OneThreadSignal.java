package io.sluice.jcstress;

import io.sluice.channel.CancelSignal;
import java.util.concurrent.locks.LockSupport;

/** The least that a {@link CancelSignal} must do, for one thread that may wait for it. */
final class OneThreadSignal implements CancelSignal {

  private volatile boolean done;
  private volatile Thread subscriber;

  void cancel() {
    done = true;
    Thread thread = subscriber;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public InterruptedException cancellation() {
    return new InterruptedException("cancelled");
  }

  @Override
  public Subscription unparkWhenDone(Thread thread) {
    subscriber = thread;
    if (done) {
      LockSupport.unpark(thread);
    }
    return () -> subscriber = null;
  }
}
