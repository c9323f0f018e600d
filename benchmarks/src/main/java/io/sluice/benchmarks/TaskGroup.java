package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the rivals have in common: they start tasks, a virtual thread each, and wait for all. */
interface TaskGroup {

  /**
   * Runs a task as often as told.
   *
   * @return the sum of the results, so that none can be lost
   */
  long forkAndJoin(int tasks, Callable<Integer> task) throws Exception;

  /**
   * Finds an implementation.
   *
   * @param impl the name that a benchmark's parameter gives
   */
  static TaskGroup of(String impl) {
    return switch (impl) {
      case "Sluice" -> SluiceScope::joinEach;
      case "Sluice-end" -> SluiceScope::joinAtEnd;
      case "Thread" -> TaskGroup::bareThreads;
      case "ExecutorService" -> TaskGroup::executor;
      case "Kotlin" -> KotlinTasks::forkAndJoin;
      case "Jox" -> new JoxScope();
      case "StructuredTaskScope" -> new JdkScope();
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Threads and nothing else; no result comes back, except through memory. */
  private static long bareThreads(int tasks, Callable<Integer> task) throws Exception {
    int[] results = new int[tasks];
    Thread[] threads = new Thread[tasks];
    for (int i = 0; i < tasks; i++) {
      int index = i;
      threads[i] = Thread.startVirtualThread(() -> results[index] = call(task));
    }
    long sum = 0;
    for (int i = 0; i < tasks; i++) {
      threads[i].join();
      sum += results[i];
    }
    return sum;
  }

  private static int call(Callable<Integer> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw new AssertionError("no task of a benchmark fails", e);
    }
  }

  private static long executor(int tasks, Callable<Integer> task) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> futures = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        futures.add(executor.submit(task));
      }
      long sum = 0;
      for (Future<Integer> future : futures) {
        sum += future.get();
      }
      return sum;
    }
  }
}
