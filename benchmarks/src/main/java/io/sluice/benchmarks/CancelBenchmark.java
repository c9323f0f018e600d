package io.sluice.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One cancellation of many parked waiters: the time until the last of them has run on.
 *
 * <p>{@link WakeProfiler} adds the time of the single waiters and of the call that cancels.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
public class CancelBenchmark extends ElementBenchmark {

  @Param({"Sluice-receive", "Sluice-done", "CountDownLatch", "Kotlin", "gRPC"})
  String impl;

  @Param("10000")
  int waiters;

  private WakeTimes times;
  private Crowd crowd;

  @Setup(Level.Invocation)
  public void park() {
    times = new WakeTimes(waiters);
    crowd = Crowd.of(impl, times);
  }

  @Benchmark
  public void cancelUntilAllRun() throws InterruptedException {
    times.cancelAndAwait(crowd::cancel);
  }

  @TearDown(Level.Invocation)
  public void join() throws InterruptedException {
    crowd.join();
    WakeProfiler.record(times);
  }
}
