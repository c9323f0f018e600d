package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread waits for one event, so that an {@code if} seems to do: but a wait may end for no
 * reason, and the thread goes through a gate that is closed. Fixed by waiting in a loop.
 */
final class SpuriousWakeUp {

  private final Lock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean open;

  static void buggy() throws Exception {
    SpuriousWakeUp gate = new SpuriousWakeUp();
    gate.run(gate::pass);
  }

  static void fixed() throws Exception {
    SpuriousWakeUp gate = new SpuriousWakeUp();
    gate.run(gate::passInLoop);
  }

  private void run(Body pass) throws InterruptedException {
    Thread walker = Threads.start("walker", pass);
    lock.lock();
    try {
      open = true;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
    walker.join();
  }

  @SuppressWarnings("WaitNotInLoop") // the bug
  private void pass() throws InterruptedException {
    lock.lock();
    try {
      if (!open) {
        opened.await();
      }
      Check.that(open, "went through a closed gate");
    } finally {
      lock.unlock();
    }
  }

  private void passInLoop() throws InterruptedException {
    lock.lock();
    try {
      while (!open) {
        opened.await();
      }
      Check.that(open, "went through a closed gate");
    } finally {
      lock.unlock();
    }
  }
}
