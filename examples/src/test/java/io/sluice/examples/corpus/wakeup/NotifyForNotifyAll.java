package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Threads;

/**
 * Threads wait at one monitor, each for its own turn: {@code notify} may wake one whose turn it is
 * not, and the right one sleeps on. Fixed by {@code notifyAll}.
 */
final class NotifyForNotifyAll {

  private static final int THREADS = 3;

  private final boolean wakesAll;
  private int turn;

  private NotifyForNotifyAll(boolean wakesAll) {
    this.wakesAll = wakesAll;
  }

  static void buggy() throws Exception {
    new NotifyForNotifyAll(false).run();
  }

  static void fixed() throws Exception {
    new NotifyForNotifyAll(true).run();
  }

  private void run() throws InterruptedException {
    Thread[] threads = new Thread[THREADS];
    for (int i = THREADS - 1; i >= 0; i--) {
      int own = i;
      threads[own] = Threads.start("thread " + own, () -> takeTurn(own));
    }
    Threads.join(threads);
  }

  private synchronized void takeTurn(int own) throws InterruptedException {
    while (turn != own) {
      wait();
    }
    turn++;
    if (wakesAll) {
      notifyAll();
    } else {
      notify();
    }
  }
}
