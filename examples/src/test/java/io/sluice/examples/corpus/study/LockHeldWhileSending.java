package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Docker's health monitor: who stops it holds the container's lock while it sends the stop, and the
 * monitor needs that lock to record its last probe before it looks for a stop. Fixed by closing the
 * channel, which waits for nobody.
 */
final class LockHeldWhileSending {

  private final Lock container = new ReentrantLock();
  private final Channel<Boolean> stop = Channel.unbuffered();
  private int probes;

  static void buggy() throws Exception {
    new LockHeldWhileSending().run(false);
  }

  static void fixed() throws Exception {
    new LockHeldWhileSending().run(true);
  }

  private void run(boolean closes) throws InterruptedException {
    Thread monitor =
        Threads.start(
            "monitor",
            () -> {
              recordProbe();
              stop.receiveOrClosed();
            });
    container.lock();
    try {
      if (closes) {
        stop.close();
      } else {
        stop.send(true);
      }
    } finally {
      container.unlock();
    }
    monitor.join();
    Check.equal(1, probes, "probes");
  }

  private void recordProbe() {
    container.lock();
    try {
      probes++;
    } finally {
      container.unlock();
    }
  }
}
