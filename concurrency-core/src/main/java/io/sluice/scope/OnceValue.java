package io.sluice.scope;

import io.sluice.channel.CancelSignal;
import io.sluice.context.Context;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed once, when it is first asked for. Go's {@code sync.OnceValue}.
 *
 * {@snippet class="io.sluice.snippets.ScopeSnippets" region="onceValue"}
 *
 * <p>The computation runs in a virtual thread of its own. So a caller who is cancelled or
 * interrupted only ceases to wait: the others, and those who come later, get the value all the
 * same. A failure is kept like a value: everybody is told of it, and the computation is not tried
 * again.
 *
 * <p>What the computation did happens-before the return of every {@code get}.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class OnceValue<T extends @Nullable Object> {

  private final Value value;

  private OnceValue(Callable<T> computation) {
    this.value = new Value(computation);
  }

  /**
   * Makes a value that is computed when it is first asked for.
   *
   * @param <T> the type of the value
   * @param computation computes the value; called at most once
   * @return the value
   * @throws NullPointerException if {@code computation} is null
   */
  public static <T extends @Nullable Object> OnceValue<T> of(Callable<T> computation) {
    return new OnceValue<>(Objects.requireNonNull(computation, "computation"));
  }

  /**
   * Returns the value, computed now if nobody asked before.
   *
   * @return the value
   * @throws ExecutionException if the computation failed; its failure is the cause
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; the
   *     computation goes on
   * @throws IllegalStateException if called by the computation itself
   */
  public T get() throws InterruptedException, ExecutionException {
    return get(Context.background());
  }

  /**
   * Returns the value, computed now if nobody asked before, or ceases to wait.
   *
   * @param signal ends the wait, usually a context
   * @return the value
   * @throws ExecutionException if the computation failed; its failure is the cause
   * @throws InterruptedException if the signal is done or the thread is interrupted, on entry or
   *     while it waits; the computation goes on
   * @throws IllegalStateException if called by the computation itself
   * @throws NullPointerException if {@code signal} is null
   */
  public T get(CancelSignal signal) throws InterruptedException, ExecutionException {
    Objects.requireNonNull(signal, "signal");
    if (signal.isDone()) {
      throw signal.cancellation();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Outcome<T> known = value.result();
    return (known != null ? known : value.compute(signal)).get();
  }

  @Override
  public String toString() {
    Outcome<T> known = value.result();
    return "OnceValue[" + (known == null ? "not computed" : known) + "]";
  }

  private final class Value extends Completion<T> implements Runnable {

    private final AtomicReference<@Nullable Thread> computing = new AtomicReference<>();

    /** Null once the value is computed: what it holds may be collected then. */
    private @Nullable Callable<T> computation;

    Value(Callable<T> computation) {
      this.computation = computation;
    }

    Outcome<T> compute(CancelSignal signal) throws InterruptedException {
      Thread thread = computing.get();
      if (thread == null) {
        thread = Thread.ofVirtual().name("once-value").unstarted(this);
        if (computing.compareAndSet(null, thread)) {
          start(thread);
        }
      } else if (thread == Thread.currentThread()) {
        throw new IllegalStateException("the computation asks for its own value");
      }
      return await(signal);
    }

    private void start(Thread thread) {
      try {
        thread.start();
      } catch (Throwable failure) {
        // Others may be waiting: they must not wait for what never began.
        complete(new Outcome.Failure<>(failure));
      }
    }

    @Override
    public void run() {
      Outcome<T> outcome;
      try {
        outcome = new Outcome.Success<>(Objects.requireNonNull(computation).call());
      } catch (Throwable failure) {
        outcome = new Outcome.Failure<>(failure);
      }
      computation = null;
      complete(outcome);
    }
  }
}
