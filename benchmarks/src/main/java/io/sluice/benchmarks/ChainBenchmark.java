package io.sluice.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Elements pass along a chain of a thousand channels, with a virtual thread between any two; an
 * operation is one hop. The floor has as many tokens as there are carriers.
 */
public class ChainBenchmark extends ElementBenchmark {

  private static final int CHANNELS = 1_000;
  private static final int ELEMENTS = 100;
  private static final int HOPS = CHANNELS * ELEMENTS;

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public long unbuffered(UnbufferedAndFloor state) throws InterruptedException {
    return run(state.impl, 0);
  }

  @Benchmark
  @OperationsPerInvocation(HOPS)
  public long capacity16(Buffered state) throws InterruptedException {
    return run(state.impl, 16);
  }

  private static long run(String impl, int capacity) throws InterruptedException {
    return switch (impl) {
      case TokenRing.NAME -> TokenRing.run(CHANNELS, CARRIERS, ELEMENTS / CARRIERS);
      case "Kotlin" ->
          Sums.checked(KotlinChannels.chain(capacity, CHANNELS, ELEMENTS), Sums.below(ELEMENTS));
      default -> chain(impl, capacity);
    };
  }

  private static long chain(String impl, int capacity) throws InterruptedException {
    AtomicLong received = new AtomicLong();
    Crew crew = new Crew(Thread.ofVirtual()::start);
    Conduit first = Conduit.of(impl, capacity);
    crew.start(() -> first.putAll(ELEMENTS));
    Conduit last = first;
    for (int i = 1; i < CHANNELS; i++) {
      Conduit from = last;
      Conduit to = Conduit.of(impl, capacity);
      crew.start(() -> forward(from, to));
      last = to;
    }
    Conduit end = last;
    crew.start(() -> received.set(end.takeAll(ELEMENTS)));
    crew.join();
    return Sums.checked(received.get(), Sums.below(ELEMENTS));
  }

  private static void forward(Conduit from, Conduit to) throws InterruptedException {
    for (int i = 0; i < ELEMENTS; i++) {
      to.put(from.take());
    }
  }
}
