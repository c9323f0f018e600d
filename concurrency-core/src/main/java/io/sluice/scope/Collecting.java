package io.sluice.scope;

import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs tasks that do not affect each other, for the sake of all their outcomes. */
final class Collecting {

  private Collecting() {}

  static <T extends @Nullable Object> List<Outcome<T>> run(
      Context context, Options options, List<Scope.Task<T>> tasks) throws InterruptedException {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(options, "options");
    List<Scope.Task<T>> all = List.copyOf(Objects.requireNonNull(tasks, "tasks"));
    List<Subtask<T>> subtasks = new ArrayList<>(all.size());
    Throwable deadline = null;
    try {
      Scope.run(
          context,
          options.supervise(),
          scope -> {
            all.forEach(task -> subtasks.add(scope.fork(task)));
            return subtasks;
          });
    } catch (ScopeFailedException e) {
      // The deadline of the options: the outcomes tell whom it struck.
      if (!(e.getCause() instanceof DeadlineExceededException)) {
        throw new IllegalStateException("not all tasks could be started", e.getCause());
      }
      deadline = e.getCause();
    }
    List<Outcome<T>> outcomes = new ArrayList<>(all.size());
    for (Subtask<T> subtask : subtasks) {
      outcomes.add(subtask.outcome().orElseThrow());
    }
    while (outcomes.size() < all.size()) {
      outcomes.add(new Outcome.Cancelled<>(Objects.requireNonNull(deadline)));
    }
    return Collections.unmodifiableList(outcomes);
  }
}
