package io.sluice.benchmarks;

import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The bytes of an empty channel, without its share of what all have in common. */
public class ChannelMemoryBenchmark extends MemoryBenchmark {

  private static final int CHANNELS = 1_000;

  /** What is sized by its capacity. */
  @State(Scope.Benchmark)
  public static class Sized {
    @Param({"16", "1024"})
    int capacity;

    @Param({"Sluice", "ArrayBlockingQueue", "LinkedBlockingQueue", "Jox", "Kotlin"})
    String impl;
  }

  @Benchmark
  public Object unbuffered(Unbuffered state, Bytes counted) {
    return count(state.impl, 0, counted);
  }

  @Benchmark
  public Object buffered(Sized state, Bytes counted) {
    return count(state.impl, state.capacity, counted);
  }

  private static Object count(String impl, int capacity, Bytes counted) {
    IntFunction<Object> make =
        impl.equals("Kotlin")
            ? i -> KotlinChannels.newChannel(capacity)
            : i -> Conduit.of(impl, capacity).channel();
    Object[] one = {make.apply(0)};
    Object[] many = new Object[CHANNELS];
    many[0] = one[0];
    for (int i = 1; i < CHANNELS; i++) {
      many[i] = make.apply(i);
    }
    counted.bytes = (Bytes.reachable(many) - Bytes.reachable(one)) / (CHANNELS - 1.0);
    return many;
  }
}
