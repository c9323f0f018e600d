package io.sluice.benchmarks;

import io.sluice.context.Context;
import io.sluice.scope.Scope;
import io.sluice.scope.Subtask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Sluice's own scope, in the two ways to wait for its tasks. */
final class SluiceScope {

  private SluiceScope() {}

  /** Joins each task in the body, as all who need its result do. */
  static long joinEach(int tasks, Callable<Integer> task) throws Exception {
    return Scope.run(
        Context.background(),
        scope -> {
          List<Subtask<Integer>> subtasks = new ArrayList<>(tasks);
          for (int i = 0; i < tasks; i++) {
            subtasks.add(scope.fork(context -> task.call()));
          }
          long sum = 0;
          for (Subtask<Integer> subtask : subtasks) {
            sum += subtask.join();
          }
          return sum;
        });
  }

  /** Leaves the waiting to the end of the scope; results come back through memory. */
  static long joinAtEnd(int tasks, Callable<Integer> task) throws Exception {
    int[] results = new int[tasks];
    Scope.run(
        Context.background(),
        scope -> {
          for (int i = 0; i < tasks; i++) {
            int index = i;
            scope.go(context -> results[index] = task.call());
          }
          return null;
        });
    long sum = 0;
    for (int result : results) {
      sum += result;
    }
    return sum;
  }
}
