package io.sluice.channel.stress;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The interrupts of one actor: at most one is pending, and each is seen exactly once, as an {@link
 * InterruptedException} or as the interrupt status (rule 25). An operation that swallows an
 * interrupt, or throws without one, is found out.
 */
final class Interrupts {

  private final Ledger ledger;

  /** Makes the flag and the thread's status change together; taking it ignores interrupts. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean pending;

  Interrupts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Interrupts the actor's thread, unless it has not yet seen the last interrupt. */
  void deliver(Thread actor) {
    lock.lock();
    try {
      if (!pending) {
        pending = true;
        actor.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isPending() {
    lock.lock();
    try {
      return pending;
    } finally {
      lock.unlock();
    }
  }

  /** The actor caught an InterruptedException that no signal explains. */
  void caught() {
    lock.lock();
    try {
      if (!pending) {
        ledger.violation(Thread.currentThread() + " saw an interrupt that nobody sent");
      }
      if (Thread.interrupted()) {
        ledger.violation(Thread.currentThread() + " is still interrupted after the exception");
      }
      pending = false;
    } finally {
      lock.unlock();
    }
  }

  /** The actor takes an interrupt that no operation has reported. */
  void takeStatus() {
    lock.lock();
    try {
      if (Thread.interrupted() != pending) {
        ledger.violation(
            Thread.currentThread()
                + (pending ? " lost an interrupt" : " is interrupted, but nobody did that"));
      }
      pending = false;
    } finally {
      lock.unlock();
    }
  }
}
