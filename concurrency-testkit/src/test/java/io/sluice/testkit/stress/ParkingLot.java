package io.sluice.testkit.stress;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Where threads of a test park, whatever interrupts them, until they are let go. */
final class ParkingLot implements AutoCloseable {

  private final Queue<Thread> parked = new ConcurrentLinkedQueue<>();
  private volatile boolean open;

  /** Starts a thread that parks here. */
  Thread start(ThreadKind kind, String name) {
    Thread thread = kind.unstarted(this::park);
    thread.setName(name);
    thread.start();
    return thread;
  }

  /** Parks the calling thread. */
  void park() {
    parked.add(Thread.currentThread());
    while (!open) {
      LockSupport.park(this);
      Thread.interrupted(); // else it would spin
    }
  }

  boolean isUsed() {
    return !parked.isEmpty();
  }

  /** Lets all go, now and later. */
  void letGo() {
    open = true;
    parked.forEach(LockSupport::unpark);
  }

  @Override
  public void close() {
    letGo();
  }

  /** Nobody may ask for it: it could take a lock that others hold. */
  @Override
  public String toString() {
    throw new IllegalStateException("described");
  }
}
