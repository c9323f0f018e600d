package io.sluice.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Many tasks that do next to nothing, forked and joined; an operation is all of them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class ForkJoinBenchmark {

  private static final int WORK = 10;

  @Param("100000")
  int tasks;

  /** What runs on every JDK. */
  @State(Scope.Benchmark)
  public static class Final {
    @Param({"Sluice", "Sluice-end", "Thread", "ExecutorService"})
    String rival;
  }

  /** What runs on JDK 25 only, with its preview features. */
  @State(Scope.Benchmark)
  public static class Preview {
    @Param({"Jox", "StructuredTaskScope"})
    String rival;
  }

  @Benchmark
  public long forkAndJoin(Final state) throws Exception {
    return run(state.rival);
  }

  @Benchmark
  @Fork(jvmArgsAppend = "--enable-preview")
  public long forkAndJoinPreview(Preview state) throws Exception {
    return run(state.rival);
  }

  private long run(String rival) throws Exception {
    Callable<Integer> task =
        () -> {
          Blackhole.consumeCPU(WORK);
          return 1;
        };
    long ran = TaskGroup.of(rival).forkAndJoin(tasks, task);
    if (ran != tasks) {
      throw new AssertionError(ran + " of " + tasks + " tasks ran");
    }
    return ran;
  }
}
