package io.sluice.scope;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A task with its thread.
 *
 * <p>The thread runs {@link #run}; that runs the decorator, if there is one, which runs {@link
 * #perform}; that runs the task, as a region of the scope's context where threads are to be
 * interrupted. The outcome is published when the decorator has done its cleaning up.
 */
final class ForkedTask<T extends @Nullable Object> extends Completion<T>
    implements Subtask<T>, Runnable, Callable<T> {

  private final TaskScope scope;
  private final Scope.Task<T> task;

  /** Whether somebody can ask for the outcome. If not, a failure must be told otherwise. */
  final boolean hasResult;

  /** Set before the start; null for a task that was never started. */
  private @Nullable Thread thread;

  /** What to run in place of {@link #perform()}, or null. */
  private @Nullable Runnable decorated;

  /** Written and read by the task's thread. */
  private @Nullable Outcome<T> ending;

  /** Whether this task counts in the scope's limit; used by the task's thread. */
  private boolean holdsPermit;

  /** Where this task is kept while it runs; set before the start. */
  private @Nullable TaskGroup group;

  private int place;

  /** Whether the log tells already that this task ignores its cancellation. */
  boolean reported;

  ForkedTask(TaskScope scope, Scope.Task<T> task, boolean hasResult) {
    this.scope = scope;
    this.task = task;
    this.hasResult = hasResult;
  }

  void prepare(Thread newThread, @Nullable TaskDecorator decorator) {
    thread = newThread;
    if (decorator != null) {
      decorated = decorator.decorate(this::perform);
    }
  }

  /** This task has entered a group, at the given place. */
  void place(TaskGroup newGroup, int newPlace) {
    group = newGroup;
    place = newPlace;
  }

  /** Starts the thread. */
  void start() {
    Objects.requireNonNull(group).put(place, this);
    thread().start();
  }

  /** Leaves the group. Returns whether this was its last running task. */
  boolean leave() {
    return Objects.requireNonNull(group).leave(place);
  }

  boolean holdsPermit() {
    return holdsPermit;
  }

  Thread thread() {
    Thread started = thread;
    if (started == null) {
      throw new IllegalStateException("never started");
    }
    return started;
  }

  @Override
  public void run() {
    try {
      if (decorated == null) {
        perform();
      } else {
        decorated.run();
      }
    } catch (Throwable failure) {
      decoratorFailed(failure);
    }
    Outcome<T> outcome =
        ending != null
            ? ending
            : new Outcome.Failure<>(
                new IllegalStateException("the decorator did not run the task: " + decorated));
    scope.ended(this, outcome);
  }

  @SuppressWarnings("ReferenceEquality") // the very same, which cannot suppress itself
  private void decoratorFailed(Throwable failure) {
    if (ending instanceof Outcome.Failure<T>(Throwable earlier)) {
      if (earlier != failure) {
        earlier.addSuppressed(failure);
      }
    } else {
      ending = scope.outcomeOf(failure);
    }
  }

  private void perform() {
    if (ending != null) {
      throw new IllegalStateException("the decorator ran the task twice: " + decorated);
    }
    try {
      holdsPermit = scope.acquirePermit();
      ending = new Outcome.Success<>(scope.perform(this, Objects.requireNonNull(group), place));
    } catch (Throwable failure) {
      ending = scope.outcomeOf(failure);
    }
  }

  @Override
  public T call() throws Exception {
    return task.run(scope.context());
  }

  @Override
  public T join() throws InterruptedException, ExecutionException {
    return await().get();
  }

  @Override
  public Outcome<T> await() throws InterruptedException {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(name() + " would wait for itself for ever");
    }
    return await(scope.context());
  }

  @Override
  public Optional<Outcome<T>> outcome() {
    return Optional.ofNullable(result());
  }

  @Override
  public String name() {
    return thread == null ? scope.name() + "/not started" : thread.getName();
  }

  @Override
  public String toString() {
    return name();
  }
}
