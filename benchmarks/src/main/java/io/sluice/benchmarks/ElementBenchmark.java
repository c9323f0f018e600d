package io.sluice.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How most scenarios are measured: nanoseconds an element, in three short forks rather than one
 * long, for a JVM may settle in one of several modes. Each fork has two carriers for virtual
 * threads and as many workers for coroutines, so that machines with more cores measure the same.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      // All memory is there from the start: else what allocates pays for the first touch of a page,
      // ten microseconds on some virtual machines, until all of the heap has been touched once.
      "-Xms1g",
      "-Xmx1g",
      "-XX:+AlwaysPreTouch",
      // Makes that quick; known on Linux only.
      "-XX:+IgnoreUnrecognizedVMOptions",
      "-XX:+UseTransparentHugePages",
      "-XX:+UseG1GC",
      "-Djdk.virtualThreadScheduler.parallelism=" + ElementBenchmark.CARRIERS,
      "-Dkotlinx.coroutines.scheduler.core.pool.size=" + ElementBenchmark.CARRIERS,
      "-Dkotlinx.coroutines.scheduler.max.pool.size=" + ElementBenchmark.CARRIERS,
      // The queues and the map of JCTools use it.
      "--sun-misc-unsafe-memory-access=allow",
      // JOL would attach to this very JVM, in two ways, and needs neither for what it does here.
      "-Djol.skipDynamicAttach=true",
      "-Djol.skipHotspotSAAttach=true"
    })
public abstract class ElementBenchmark {

  /** The carriers of a fork. */
  static final int CARRIERS = 2;

  /** For the scenarios. */
  protected ElementBenchmark() {}
}
