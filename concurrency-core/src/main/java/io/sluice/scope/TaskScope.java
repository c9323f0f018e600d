package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.sync.Semaphore;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The implementation of {@link Scope}.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>A failure is recorded before the context is cancelled for the first one recorded, and the
 *       context is cancelled before the task's outcome is published. So whatever follows from a
 *       failure is recorded after it or finds the context done: the first failure recorded is the
 *       one that tells the reason.
 *   <li>The thread that runs the scope leaves {@link #execute} only once all tasks have ended; see
 *       {@link RunningTasks}.
 * </ul>
 */
final class TaskScope implements Scope {

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private final Context parent;
  private final Options options;
  private final CancellableContext context;
  private final ThreadFactory threads;
  private final @Nullable Semaphore limit;
  private final RunningTasks tasks;
  private final Regions regions;
  private final Stragglers stragglers;
  private final Failures failures = new Failures();

  /** What to release at the end, given the cause of the context's end if it was cancelled. */
  private final Queue<Consumer<@Nullable Throwable>> belongings = new ConcurrentLinkedQueue<>();

  /** What {@link #cancel} was given; set before the context is cancelled with it. */
  private final AtomicReference<@Nullable Throwable> stop = new AtomicReference<>();

  /** Whether a task ended because the scope was cancelled, or was not started for it. */
  private volatile boolean taskCancelled;

  /** An interrupt of the thread that runs the scope, by others than the scope. That thread only. */
  private @Nullable InterruptedException interruption;

  TaskScope(Context parent, Options options) {
    this.parent = parent;
    this.options = options;
    this.context = options.timeout().map(parent::withTimeout).orElseGet(parent::withCancel);
    this.threads = Thread.ofVirtual().name(options.name()).factory();
    this.limit = options.limit() == 0 ? null : new Semaphore(options.limit());
    this.tasks = new RunningTasks(options.name());
    this.regions = new Regions(context);
    this.stragglers = new Stragglers(tasks, !options.isCooperative());
  }

  @Override
  public Context context() {
    return context;
  }

  String name() {
    return options.name();
  }

  // ---- the body, and the end ----

  <T extends @Nullable Object> T execute(Body<T> body)
      throws InterruptedException, ScopeFailedException {
    parent.check();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Outcome<T> outcome;
    try {
      outcome = runBody(body);
    } finally {
      tasks.release();
      joinAll();
      Throwable cancelledFor = context.cause();
      belongings.forEach(belonging -> belonging.accept(cancelledFor));
      context.close();
    }
    return conclude(outcome);
  }

  private <T extends @Nullable Object> Outcome<T> runBody(Body<T> body) {
    try {
      return new Outcome.Success<>(
          perform(() -> body.run(this), options.isCooperative() ? null : context));
    } catch (Throwable failure) {
      Outcome<T> outcome = outcomeOf(failure);
      boolean failed = outcome instanceof Outcome.Failure<T>;
      if (failure instanceof InterruptedException interrupt
          && !(failure instanceof CancelledException)
          && (failed || options.isCooperative())) {
        // Not by this scope.
        interruption = interrupt;
        context.cancel(interrupt);
      } else if (failed) {
        context.cancel(failures.add(failure));
      }
      return outcome;
    }
  }

  /** Waits until all tasks have ended, whatever happens meanwhile. */
  private void joinAll() {
    boolean allEnded = false;
    while (!allEnded) {
      try {
        if (context.isDone()) {
          allEnded = stragglers.await();
        } else {
          allEnded = tasks.ended().receiveOrClosed(context).isClosed();
        }
      } catch (CancelledException e) {
        allEnded = false; // the next look at the context finds it done
      } catch (InterruptedException e) {
        interruption = e;
        context.cancel(e);
      } catch (Throwable failure) {
        // Of a log, or of the memory: nothing lets a scope end before its tasks.
        context.cancel(failures.add(failure));
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // whose cause it is, not what it looks like
  private <T extends @Nullable Object> T conclude(Outcome<T> outcome)
      throws InterruptedException, ScopeFailedException {
    ScopeFailedException failed = failures.toException(name());
    Throwable reason = Objects.requireNonNull(context.cause());
    boolean stopped = reason == stop.get();
    if (failed == null && outcome instanceof Outcome.Success && (stopped || !taskCancelled)) {
      restoreInterrupt();
      return ((Outcome.Success<T>) outcome).value();
    }
    if (failed != null) {
      restoreInterrupt();
      throw failed;
    }
    if (parent.cause() == reason) {
      // Before the interrupt: that may be the one by which a region around this scope was ended.
      throw parent.cancellation();
    }
    if (interruption != null) {
      throw interruption;
    }
    if (context.state() == Context.State.DEADLINE_EXCEEDED
        || (stopped && !(reason instanceof CancelledException))) {
      throw new ScopeFailedException(name() + " failed: " + reason, reason);
    }
    throw context.cancellation();
  }

  private void restoreInterrupt() {
    if (interruption != null) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- tasks ----

  @Override
  public <T extends @Nullable Object> Subtask<T> fork(Task<T> task) {
    return fork(Objects.requireNonNull(task, "task"), threads, true);
  }

  @Override
  public <T extends @Nullable Object> Subtask<T> fork(String name, Task<T> task) {
    Objects.requireNonNull(name, "name");
    return fork(Objects.requireNonNull(task, "task"), named(name), true);
  }

  @Override
  public void go(Action action) {
    fork(asTask(action), threads, false);
  }

  @Override
  public void go(String name, Action action) {
    Objects.requireNonNull(name, "name");
    fork(asTask(action), named(name), false);
  }

  private static Task<@Nullable Void> asTask(Action action) {
    Objects.requireNonNull(action, "action");
    return context -> {
      action.run(context);
      return null;
    };
  }

  private ThreadFactory named(String task) {
    return Thread.ofVirtual().name(name() + "/" + task).factory();
  }

  private <T extends @Nullable Object> Subtask<T> fork(
      Task<T> task, ThreadFactory factory, boolean hasResult) {
    ForkedTask<T> forked = new ForkedTask<>(this, task, hasResult);
    tasks.enter(forked);
    try {
      Throwable cancelledFor = context.cause();
      if (cancelledFor == null) {
        forked.prepare(factory.newThread(forked), options.decorator());
        forked.start();
      } else {
        taskCancelled = true;
        neverStarted(forked, new Outcome.Cancelled<>(cancelledFor));
      }
    } catch (Throwable failure) {
      neverStarted(forked, new Outcome.Failure<>(failure));
      throw failure;
    }
    return forked;
  }

  private <T extends @Nullable Object> void neverStarted(ForkedTask<T> task, Outcome<T> outcome) {
    task.complete(outcome);
    tasks.leave(task);
  }

  /** Waits until one more task may run. Returns whether that takes a permit. */
  boolean acquirePermit() throws InterruptedException {
    if (limit == null) {
      return false;
    }
    limit.acquire(context);
    return true;
  }

  /** Runs the code of a task in its thread. */
  <T extends @Nullable Object> T perform(Callable<T> code, TaskGroup group, int place)
      throws Exception {
    return perform(code, options.isCooperative() ? null : regions.of(group, place));
  }

  private static <T extends @Nullable Object> T perform(Callable<T> code, @Nullable Context region)
      throws Exception {
    return region == null ? code.call() : region.call(code);
  }

  /** How a task or the body ended that threw the given exception. */
  <T extends @Nullable Object> Outcome<T> outcomeOf(Throwable failure) {
    Throwable cancelledFor = context.cause();
    return cancelledFor != null && Failures.followsFrom(cancelledFor, failure)
        ? new Outcome.Cancelled<>(cancelledFor)
        : new Outcome.Failure<>(failure);
  }

  /** A task has ended, in its own thread. */
  <T extends @Nullable Object> void ended(ForkedTask<T> task, Outcome<T> outcome) {
    try {
      if (outcome instanceof Outcome.Cancelled<T>) {
        taskCancelled = true;
      } else if (outcome instanceof Outcome.Failure<T>(Throwable failure)) {
        failed(task, failure);
      }
    } finally {
      // Also if a log fails. Who gets the permit finds the scope cancelled, if it is.
      task.complete(outcome);
      if (limit != null && task.holdsPermit()) {
        limit.release();
      }
      tasks.leave(task);
    }
  }

  private void failed(ForkedTask<?> task, Throwable failure) {
    if (!options.supervising()) {
      context.cancel(failures.add(failure));
    } else if (!task.hasResult) {
      LOG.error("{} failed", task.name(), failure);
    }
  }

  // ---- what belongs to the scope ----

  @Override
  public <T> Channel<T> channel(int capacity) {
    Channel<T> channel = Channel.buffered(capacity);
    tasks.hold();
    try {
      Context.Registration closing = context.onCancel(() -> channel.tryClose(context.cause()));
      belongings.add(
          cancelledFor -> {
            closing.close();
            channel.tryClose(cancelledFor);
          });
      return channel;
    } finally {
      tasks.release();
    }
  }

  @Override
  public boolean cancel(@Nullable Throwable cause) {
    Throwable told =
        cause == null ? new CancelledException(name() + " was cancelled", null) : cause;
    stop.compareAndSet(null, told);
    return context.cancel(stop.get());
  }

  @Override
  public void cancelAfter(Context trigger, Duration grace) {
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(grace, "grace");
    tasks.hold();
    try {
      Context.Registration registration = trigger.onCancel(() -> cancelUnlessEnded(trigger, grace));
      belongings.add(cancelledFor -> registration.close());
    } finally {
      tasks.release();
    }
  }

  private void cancelUnlessEnded(Context trigger, Duration grace) {
    try {
      if (!tasks.ended().tryReceive(grace).isClosed()) {
        context.cancel(trigger.cause());
      }
    } catch (InterruptedException e) {
      // Whoever interrupts this thread wants no more patience.
      context.cancel(trigger.cause());
    }
  }

  @Override
  public String toString() {
    return name() + "[" + context + "]";
  }
}
