package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.LockSupport;

/**
 * A slot on {@link LockSupport}: the taker looks, finds nothing, announces itself and parks. A
 * value that is put between the look and the announcement wakes nobody. Fixed by announcing first,
 * and looking again before each park.
 */
final class LostWakeUp {

  private volatile String value;
  private volatile Thread taker;

  static void buggy() throws Exception {
    LostWakeUp slot = new LostWakeUp();
    slot.run(slot::lookThenAnnounce);
  }

  static void fixed() throws Exception {
    LostWakeUp slot = new LostWakeUp();
    slot.run(slot::announceThenLook);
  }

  private void run(Body take) throws InterruptedException {
    Thread taking = Threads.start("taker", take);
    put("value");
    taking.join();
  }

  private void put(String newValue) {
    value = newValue;
    Thread waiting = taker;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  private void lookThenAnnounce() {
    while (value == null) {
      taker = Thread.currentThread();
      LockSupport.park(this);
    }
  }

  private void announceThenLook() {
    taker = Thread.currentThread();
    while (value == null) {
      LockSupport.park(this);
    }
  }
}
