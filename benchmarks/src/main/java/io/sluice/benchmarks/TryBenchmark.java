package io.sluice.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Operations that never wait, by one thread alone. */
public class TryBenchmark extends ElementBenchmark {

  private static final int CAPACITY = 16;

  private TryConduit empty;
  private TryConduit full;

  @Setup
  public void open(BufferedPair state) throws InterruptedException {
    empty = TryConduit.of(state.impl, CAPACITY);
    full = TryConduit.of(state.impl, CAPACITY);
    for (int i = 0; i < CAPACITY; i++) {
      require(full.offer(i));
    }
    require(!full.offer(CAPACITY));
  }

  @Benchmark
  public @Nullable Integer sendAndReceive() throws InterruptedException {
    require(empty.offer(1));
    return empty.poll();
  }

  @Benchmark
  public @Nullable Integer receiveFromEmpty() throws InterruptedException {
    Integer nothing = empty.poll();
    require(nothing == null);
    return nothing;
  }

  @Benchmark
  public boolean sendToFull() throws InterruptedException {
    boolean sent = full.offer(1);
    require(!sent);
    return sent;
  }

  private static void require(boolean correct) {
    if (!correct) {
      throw new AssertionError("a try-operation is wrong about what is there");
    }
  }
}
