package io.sluice.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor: virtual threads in rings that pass tokens on with nothing but park and unpark. A hop
 * is what the switch from one thread to the next costs on this JVM.
 */
final class TokenRing {

  /** What the floor is called among the implementations. */
  static final String NAME = "park-unpark";

  private final AtomicInteger[] received;
  private final Thread[] threads;
  private final int tokens;
  private final int turns;

  private TokenRing(int size, int tokens, int laps) {
    this.tokens = tokens;
    turns = tokens * laps;
    received = new AtomicInteger[size];
    threads = new Thread[size];
    for (int i = 0; i < size; i++) {
      int place = i;
      received[i] = new AtomicInteger();
      threads[i] = Thread.ofVirtual().unstarted(() -> pass(place));
    }
  }

  /**
   * Passes the tokens around.
   *
   * @return the hops made
   */
  static long run(int size, int tokens, int laps) throws InterruptedException {
    return runAtOnce(1, size, tokens, laps);
  }

  /**
   * Passes the tokens around in several rings at once.
   *
   * @return the hops made in all of them
   */
  static long runAtOnce(int rings, int size, int tokens, int laps) throws InterruptedException {
    TokenRing[] running = new TokenRing[rings];
    for (int i = 0; i < rings; i++) {
      running[i] = new TokenRing(size, tokens, laps);
      running[i].start();
    }
    long hops = 0;
    for (TokenRing ring : running) {
      hops += ring.join();
    }
    return hops;
  }

  private void start() {
    received[0].set(tokens);
    for (Thread thread : threads) {
      thread.start();
    }
  }

  private long join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    long hops = -tokens;
    for (AtomicInteger count : received) {
      hops += count.get();
    }
    return Sums.checked(hops, (long) turns * threads.length);
  }

  private void pass(int place) {
    int next = (place + 1) % threads.length;
    for (int turn = 1; turn <= turns; turn++) {
      while (received[place].get() < turn) {
        LockSupport.park(this);
      }
      received[next].incrementAndGet();
      LockSupport.unpark(threads[next]);
    }
  }
}
