package io.sluice.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Moves elements through a conduit, from some producers, which are started first, to some
 * consumers.
 *
 * @param producers how many threads put
 * @param consumers how many threads take
 * @param elements how many elements all of them move; divisible by both
 */
record Transfer(int producers, int consumers, int elements) {

  /** The elements moved by one invocation; a benchmark's operation is one of them. */
  static final int ELEMENTS = 50_000;

  /** As many producers as consumers. */
  static Transfer ofPairs(int pairs) {
    return new Transfer(pairs, pairs, ELEMENTS);
  }

  /**
   * Runs all threads to their end.
   *
   * @param impl the name that a benchmark's parameter gives
   * @param capacity as in {@link Conduit#of}
   * @param threads has a thread for each; Kotlin has coroutines in their place
   * @return the sum of what was received
   */
  long run(String impl, int capacity, Executor threads) throws InterruptedException {
    long received =
        impl.equals("Kotlin")
            ? KotlinChannels.transfer(capacity, producers, consumers, elements)
            : run(Conduit.of(impl, capacity), threads);
    return Sums.checked(received, producers * Sums.below(elements / producers));
  }

  /** With virtual threads. */
  long run(String impl, int capacity) throws InterruptedException {
    return run(impl, capacity, Thread.ofVirtual()::start);
  }

  private long run(Conduit conduit, Executor threads) throws InterruptedException {
    AtomicLong received = new AtomicLong();
    Crew crew = new Crew(threads);
    for (int i = 0; i < producers; i++) {
      crew.start(() -> conduit.putAll(elements / producers));
    }
    for (int i = 0; i < consumers; i++) {
      crew.start(() -> received.addAndGet(conduit.takeAll(elements / consumers)));
    }
    crew.join();
    return received.get();
  }
}
