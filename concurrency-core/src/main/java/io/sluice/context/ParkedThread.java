package io.sluice.context;

import io.sluice.channel.CancelSignal;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits in one of the library's own operations: it is unparked, and sees itself. */
final class ParkedThread extends Observer implements CancelSignal.Subscription {

  private final Thread thread;
  private final CancelContext context;

  ParkedThread(Thread thread, CancelContext context) {
    this.thread = thread;
    this.context = context;
  }

  @Override
  void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    context.unobserve(this);
  }
}
