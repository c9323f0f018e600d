package io.sluice.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** One element to and fro between two virtual threads, unbuffered; an operation is a round trip. */
public class PingPongBenchmark extends ElementBenchmark {

  private static final int ROUNDS = 20_000;

  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long roundTrip(UnbufferedPair state) throws InterruptedException {
    return switch (state.impl) {
      case TokenRing.NAME -> TokenRing.run(2, 1, ROUNDS);
      case "Kotlin" -> Sums.checked(KotlinChannels.pingPong(ROUNDS), Sums.below(ROUNDS));
      default -> pingPong(Conduit.of(state.impl, 0), Conduit.of(state.impl, 0));
    };
  }

  private static long pingPong(Conduit there, Conduit back) throws InterruptedException {
    AtomicLong received = new AtomicLong();
    Crew crew = new Crew(Thread.ofVirtual()::start);
    crew.start(() -> answer(there, back));
    crew.start(() -> received.set(ask(there, back)));
    crew.join();
    return Sums.checked(received.get(), Sums.below(ROUNDS));
  }

  private static void answer(Conduit there, Conduit back) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      back.put(there.take());
    }
  }

  private static long ask(Conduit there, Conduit back) throws InterruptedException {
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      there.put(i);
      sum += back.take();
    }
    return sum;
  }
}
