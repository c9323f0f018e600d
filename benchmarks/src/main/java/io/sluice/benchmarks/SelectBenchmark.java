package io.sluice.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * One virtual thread receives from several unbuffered channels by select; another sends to them in
 * turn.
 */
public class SelectBenchmark extends ElementBenchmark {

  private static final int ELEMENTS = 10_000;

  @Param({"Sluice", "Jox", "Kotlin"})
  String impl;

  @Param({"2", "8", "64"})
  int channels;

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long receive() throws InterruptedException {
    long received =
        impl.equals("Kotlin")
            ? KotlinSelects.receive(channels, ELEMENTS)
            : receive(Selection.of(impl, channels, 0));
    return Sums.checked(received, Sums.below(ELEMENTS));
  }

  private static long receive(Selection selection) throws InterruptedException {
    AtomicLong received = new AtomicLong();
    Crew crew = new Crew(Thread.ofVirtual()::start);
    crew.start(() -> send(selection));
    crew.start(() -> received.set(takeAll(selection)));
    crew.join();
    return received.get();
  }

  private static void send(Selection selection) throws InterruptedException {
    int channels = selection.channels().size();
    for (int i = 0; i < ELEMENTS; i++) {
      selection.channels().get(i % channels).put(i);
    }
  }

  private static long takeAll(Selection selection) throws InterruptedException {
    long sum = 0;
    for (int i = 0; i < ELEMENTS; i++) {
      sum += selection.takeAny();
    }
    return sum;
  }
}
