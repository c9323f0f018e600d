package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A block of code that owns the threads which it starts: when the block ends, they have ended. What
 * Go's {@code errgroup} and {@code conc} are for, as a statement:
 *
 * {@snippet class="io.sluice.snippets.ScopeSnippets" region="run"}
 *
 * <p>The body runs in the calling thread, every {@linkplain #fork task} in a virtual thread of its
 * own. Tasks may fork further ones; any thread that has the scope may, as long as it runs. {@link
 * #run} returns when the body and all tasks have ended, never earlier.
 *
 * <h2>Failure and cancellation</h2>
 *
 * The first failure, of the body or of a task, cancels the scope's {@link #context()}, and with it
 * the body and all tasks; {@link Options#supervise()} lets the failures of tasks go unanswered
 * instead. All operations that were given the context end with a {@link
 * io.sluice.context.CancelledException}; the threads are interrupted too, for calls that know no
 * context, unless {@link Options#cooperative()} says otherwise. A task that ignores its
 * cancellation is interrupted again, with growing pauses, and reported in the log once, with its
 * stack; it is waited for all the same.
 *
 * <p>{@code run} tells the outcomes apart:
 *
 * <ul>
 *   <li>It <b>returns</b> the body's result if body and tasks succeeded, or were stopped by the
 *       scope's own {@link #cancel}.
 *   <li>It throws {@link ScopeFailedException} if the body or a task failed, or the deadline passed
 *       that {@link Options#timeout} set for this scope. The first failure is the cause, others are
 *       suppressed; what only followed from the cancellation is left out.
 *   <li>It throws {@link io.sluice.context.CancelledException} if the surrounding context ended
 *       (its deadline included), and {@link InterruptedException} if the calling thread was
 *       interrupted; then, too, only after all tasks have ended.
 * </ul>
 *
 * <h2>Memory consistency</h2>
 *
 * What a thread did before it forked a task happens-before what the task does; what the task did
 * happens-before the return of {@link Subtask#join()} and of {@code run} (rule 24).
 *
 * @since 0.1.0
 */
public sealed interface Scope permits TaskScope {

  /**
   * Runs a body that may fork tasks, and waits for all of them. The first failure cancels the rest.
   *
   * @param <T> the type of the result
   * @param context the surrounding context; the scope's own is derived from it
   * @param body what to run in the calling thread
   * @return the body's result
   * @throws ScopeFailedException if the body or a task failed
   * @throws InterruptedException if the context ended (a {@link
   *     io.sluice.context.CancelledException}) or the thread was interrupted; on entry, the body is
   *     not run
   * @throws NullPointerException if an argument is null
   */
  static <T extends @Nullable Object> T run(Context context, Body<T> body)
      throws InterruptedException, ScopeFailedException {
    return run(context, Options.DEFAULT, body);
  }

  /**
   * Runs a body that may fork tasks, and waits for all of them.
   *
   * @param <T> the type of the result
   * @param context the surrounding context; the scope's own is derived from it
   * @param options how the scope behaves
   * @param body what to run in the calling thread
   * @return the body's result
   * @throws ScopeFailedException if the body or a task failed, or the scope's own deadline passed
   * @throws InterruptedException if the context ended (a {@link
   *     io.sluice.context.CancelledException}) or the thread was interrupted; on entry, the body is
   *     not run
   * @throws NullPointerException if an argument is null
   */
  static <T extends @Nullable Object> T run(Context context, Options options, Body<T> body)
      throws InterruptedException, ScopeFailedException {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(body, "body");
    return new TaskScope(context, options).execute(body);
  }

  /**
   * Runs tasks side by side until one succeeds; the others are cancelled.
   *
   * @param <T> the type of the result
   * @param context the surrounding context
   * @param tasks what to run; at least one
   * @return the result of the first task that succeeded, when all have ended
   * @throws ScopeFailedException if all tasks failed; the first failure is the cause, the others
   *     are suppressed
   * @throws InterruptedException if the context ended or the thread was interrupted
   * @throws IllegalArgumentException if {@code tasks} is empty
   * @throws NullPointerException if an argument or a task is null
   */
  static <T extends @Nullable Object> T race(Context context, List<Task<T>> tasks)
      throws InterruptedException, ScopeFailedException {
    return new Race<>("race", Duration.ZERO, tasks).run(context);
  }

  /**
   * Runs tasks one after the other, impatiently, until one succeeds: the next one starts when the
   * previous has failed, or has not ended after the given time, and the previous goes on beside it.
   * For requests to replicas, of which one may be slow.
   *
   * @param <T> the type of the result
   * @param context the surrounding context
   * @param delay how long to wait for a task before the next one starts
   * @param tasks what to run, in this order; at least one
   * @return the result of the first task that succeeded, when all that were started have ended
   * @throws ScopeFailedException if all tasks failed; the first failure is the cause, the others
   *     are suppressed
   * @throws InterruptedException if the context ended or the thread was interrupted
   * @throws IllegalArgumentException if {@code tasks} is empty or {@code delay} is negative
   * @throws NullPointerException if an argument or a task is null
   */
  static <T extends @Nullable Object> T hedge(Context context, Duration delay, List<Task<T>> tasks)
      throws InterruptedException, ScopeFailedException {
    if (Objects.requireNonNull(delay, "delay").isNegative()) {
      throw new IllegalArgumentException("delay must not be negative: " + delay);
    }
    return new Race<>("hedge", delay, tasks).run(context);
  }

  /**
   * Runs tasks side by side and tells how each of them ended; none affects the others.
   *
   * @param <T> the type of the results
   * @param context the surrounding context
   * @param tasks what to run
   * @return the outcomes, in the order of the tasks
   * @throws InterruptedException if the context ended or the thread was interrupted
   * @throws NullPointerException if an argument or a task is null
   */
  static <T extends @Nullable Object> List<Outcome<T>> collect(Context context, List<Task<T>> tasks)
      throws InterruptedException {
    return Collecting.run(context, Options.DEFAULT.name("collect"), tasks);
  }

  /**
   * Runs tasks side by side, as many at a time as the options allow, and tells how each of them
   * ended; none affects the others. A deadline that the options set cancels what still runs.
   *
   * @param <T> the type of the results
   * @param context the surrounding context
   * @param options how the scope behaves; that tasks are supervised goes without saying
   * @param tasks what to run
   * @return the outcomes, in the order of the tasks
   * @throws InterruptedException if the context ended or the thread was interrupted
   * @throws NullPointerException if an argument or a task is null
   */
  static <T extends @Nullable Object> List<Outcome<T>> collect(
      Context context, Options options, List<Task<T>> tasks) throws InterruptedException {
    return Collecting.run(context, options, tasks);
  }

  /**
   * Returns the context of this scope: done when the scope is cancelled, has failed or has ended.
   * Each task is given it.
   *
   * @return the context
   */
  Context context();

  /**
   * Starts a task in a virtual thread of its own. Never waits: where the number of concurrent tasks
   * is {@linkplain Options#limit limited}, the new thread waits.
   *
   * <p>In a scope that is cancelled the task is not started and its outcome is {@link
   * Outcome.Cancelled}.
   *
   * @param <T> the type of the result
   * @param task what to run
   * @return the running task
   * @throws IllegalStateException if the scope has ended
   * @throws NullPointerException if {@code task} is null
   */
  <T extends @Nullable Object> Subtask<T> fork(Task<T> task);

  /**
   * Starts a task with a name, which its thread bears after that of the scope.
   *
   * @param <T> the type of the result
   * @param name the name of the task
   * @param task what to run
   * @return the running task
   * @throws IllegalStateException if the scope has ended
   * @throws NullPointerException if an argument is null
   */
  <T extends @Nullable Object> Subtask<T> fork(String name, Task<T> task);

  /**
   * Starts a task that has no result. Where failures do not end the scope, its failure is logged.
   *
   * @param action what to run
   * @throws IllegalStateException if the scope has ended
   * @throws NullPointerException if {@code action} is null
   */
  void go(Action action);

  /**
   * Starts a task that has no result, with a name.
   *
   * @param name the name of the task, which its thread bears after that of the scope
   * @param action what to run
   * @throws IllegalStateException if the scope has ended
   * @throws NullPointerException if an argument is null
   */
  void go(String name, Action action);

  /**
   * Makes a channel that is closed with this scope: when the scope is cancelled or has failed, with
   * what the context tells as its cause; when it has ended well, without a cause. So nobody waits
   * at it for ever, whether or not the channel operations were given the context.
   *
   * @param <T> the type of the elements
   * @param capacity how many elements it buffers; 0 for a rendezvous
   * @return the channel
   * @throws IllegalArgumentException if {@code capacity} is negative
   * @throws IllegalStateException if the scope has ended
   */
  <T> Channel<T> channel(int capacity);

  /**
   * Cancels this scope: its context, its body and its tasks. A body that returns all the same has
   * its result returned by {@link #run}; otherwise {@code run} fails with the cause, or, if there
   * is none, with a {@link io.sluice.context.CancelledException}.
   *
   * @param cause why, or null if there is nothing to tell
   * @return true if this call ended the context
   */
  boolean cancel(@Nullable Throwable cause);

  /**
   * Cancels this scope a while after something happened, unless it ends before: for a shutdown in
   * good order. Tasks look at the trigger themselves to learn that they should come to an end, and
   * go on using this scope's context while they do.
   *
   * {@snippet class="io.sluice.snippets.ScopeSnippets" region="cancelAfter"}
   *
   * @param trigger the context whose end starts the time, such as {@link Context#untilShutdown}
   * @param grace how long the scope may go on after that
   * @throws IllegalStateException if the scope has ended
   * @throws NullPointerException if an argument is null
   */
  void cancelAfter(Context trigger, Duration grace);

  /**
   * The code of a scope.
   *
   * @param <T> the type of its result
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Body<T extends @Nullable Object> {

    /**
     * Runs in the thread that opened the scope.
     *
     * @param scope the scope
     * @return the result
     * @throws Exception ends the scope with this failure
     */
    T run(Scope scope) throws Exception;
  }

  /**
   * Something to do that has a result.
   *
   * @param <T> the type of the result
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Task<T extends @Nullable Object> {

    /**
     * Runs in a thread of its own.
     *
     * @param context the context of the scope, to be handed to whatever waits
     * @return the result
     * @throws Exception the failure of the task
     */
    T run(Context context) throws Exception;
  }

  /**
   * Something to do that has no result.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Action {

    /**
     * Runs in a thread of its own.
     *
     * @param context the context of the scope, to be handed to whatever waits
     * @throws Exception the failure of the task
     */
    void run(Context context) throws Exception;
  }
}
