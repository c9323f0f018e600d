package io.sluice.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Many tasks that do next to nothing, forked and joined; an operation is one of them.
 *
 * <p>It takes more than a second until all that happens to a task is compiled. On some machines the
 * time doubles for seconds, of several implementations: only a long fork sees both.
 */
@Warmup(iterations = 12)
@Measurement(iterations = 8)
public class ForkJoinBenchmark extends ElementBenchmark {

  private static final int WORK = 10;
  private static final int TASKS = 50_000;

  /** What runs on every JDK. */
  @State(Scope.Benchmark)
  public static class Final {
    @Param({"Sluice", "Sluice-end", "Thread", "ExecutorService", "Kotlin"})
    String impl;
  }

  /** What runs on JDK 25 only, with its preview features. */
  @State(Scope.Benchmark)
  public static class Preview {
    @Param({"Jox", "StructuredTaskScope"})
    String impl;
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long forkAndJoin(Final state) throws Exception {
    return run(state.impl);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Fork(jvmArgsPrepend = "--enable-preview") // What all forks get is appended.
  public long forkAndJoinPreview(Preview state) throws Exception {
    return run(state.impl);
  }

  private long run(String impl) throws Exception {
    Callable<Integer> task =
        () -> {
          Blackhole.consumeCPU(WORK);
          return 1;
        };
    return Sums.checked(TaskGroup.of(impl).forkAndJoin(TASKS, task), TASKS);
  }
}
