package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One thread visits all values while another changes them; an operation is one value visited. The
 * other takes its time: a map would be punished for fast writes, each of which takes a cache line
 * from the one that reads.
 */
public class SyncMapIterationBenchmark extends MapBenchmark {

  private static final int KEYS = 1_000;

  /** How long to pause after each write: longer than a write to any of the maps takes. */
  private static final int PAUSE = 100;

  private SharedMap map;
  private Object[] written;
  private Crew writer;
  private volatile boolean measured;

  @Setup
  public void startWriter() {
    map = Keys.map(impl, Keys.of(keyType, 0, KEYS));
    written = Keys.of(keyType, 0, KEYS);
    measured = false;
    writer = new Crew(Thread.ofPlatform().daemon()::start);
    writer.start(this::write);
  }

  @Benchmark
  @OperationsPerInvocation(KEYS)
  public long duringWrites() {
    long sum = map.sum();
    if (sum < (long) KEYS * Keys.FIRST_VALUE) {
      throw new AssertionError("some values are missing");
    }
    return sum;
  }

  @TearDown
  public void stopWriter() throws InterruptedException {
    measured = true;
    writer.join();
  }

  private void write() {
    for (int write = 0; !measured; write++) {
      map.put(written[Math.floorMod(write, KEYS)], Keys.value(write));
      Blackhole.consumeCPU(PAUSE);
    }
  }
}
