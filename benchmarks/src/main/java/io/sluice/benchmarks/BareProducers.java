package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor of many virtual threads that wait for one: each parks for each of its elements, and the
 * one unparks them in turns. It may itself be waiting for the next, so each unparks it, too.
 * Nothing but park and unpark, and a count for each thread that is odd while an element is offered.
 */
final class BareProducers {

  private final AtomicInteger[] counts;
  private final Thread[] producers;
  private final Thread consumer;
  private final int turns;

  private BareProducers(int size, int turns) {
    this.turns = turns;
    counts = new AtomicInteger[size];
    Arrays.setAll(counts, i -> new AtomicInteger());
    producers = new Thread[size];
    Arrays.setAll(producers, i -> Thread.ofVirtual().unstarted(() -> produce(counts[i])));
    consumer = Thread.ofVirtual().unstarted(this::consume);
  }

  /**
   * Hands over an element of each thread in each turn.
   *
   * @return the elements handed over
   */
  static long run(int size, int turns) throws InterruptedException {
    return new BareProducers(size, turns).run();
  }

  private long run() throws InterruptedException {
    for (Thread producer : producers) {
      producer.start();
    }
    consumer.start();
    consumer.join();
    long taken = 0;
    for (int i = 0; i < producers.length; i++) {
      producers[i].join();
      taken += counts[i].get() / 2;
    }
    return Sums.checked(taken, (long) turns * producers.length);
  }

  private void produce(AtomicInteger count) {
    for (int turn = 0; turn < turns; turn++) {
      int offered = count.incrementAndGet();
      LockSupport.unpark(consumer);
      while (count.get() == offered) {
        LockSupport.park(this);
      }
    }
  }

  private void consume() {
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < producers.length; i++) {
        AtomicInteger count = counts[i];
        while (count.get() % 2 == 0) {
          LockSupport.park(this);
        }
        count.incrementAndGet();
        LockSupport.unpark(producers[i]);
      }
    }
  }
}
