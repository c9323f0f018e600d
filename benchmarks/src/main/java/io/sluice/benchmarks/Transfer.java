package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Moves a number of elements through a conduit, from some producers to as many consumers. */
final class Transfer {

  /** The elements moved by one invocation; a benchmark's operation is one of them. */
  static final int ELEMENTS = 100_000;

  private Transfer() {}

  /**
   * Runs all threads to their end.
   *
   * @return the sum of what was received, so that nothing can be optimised away
   */
  static long run(Conduit conduit, int pairs, Thread.Builder threads) throws InterruptedException {
    int share = ELEMENTS / pairs;
    AtomicLong received = new AtomicLong();
    List<Thread> started = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      started.add(threads.start(uninterrupted(() -> produce(conduit, share))));
      started.add(threads.start(uninterrupted(() -> received.addAndGet(consume(conduit, share)))));
    }
    for (Thread thread : started) {
      thread.join();
    }
    long expected = pairs * ((share - 1L) * share / 2);
    if (received.get() != expected) {
      throw new AssertionError("received a sum of " + received + ", sent " + expected);
    }
    return received.get();
  }

  private static void produce(Conduit conduit, int share) throws InterruptedException {
    for (int i = 0; i < share; i++) {
      conduit.put(i);
    }
  }

  private static long consume(Conduit conduit, int share) throws InterruptedException {
    long sum = 0;
    for (int i = 0; i < share; i++) {
      sum += conduit.take();
    }
    return sum;
  }

  /** A part of the transfer. */
  private interface Part {
    void run() throws InterruptedException;
  }

  private static Runnable uninterrupted(Part part) {
    return () -> {
      try {
        part.run();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a benchmark", e);
      }
    };
  }
}
