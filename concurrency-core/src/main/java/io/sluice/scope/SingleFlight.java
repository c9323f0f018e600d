package io.sluice.scope;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent calls for the same thing share one run. Go's {@code singleflight}.
 *
 * {@snippet class="io.sluice.snippets.ScopeSnippets" region="singleFlight"}
 *
 * <p>The first call for a key starts the task, in a virtual thread of its own and with a context
 * that has the values of the first caller's but not its cancellation. Calls that come while it runs
 * wait for the same result. A caller who is cancelled or interrupted ceases to wait; when the last
 * one has, the task is cancelled, and a call that comes from then on starts anew. Nothing is kept:
 * once the task has ended, the next call runs it again.
 *
 * <p>What the task did happens-before the return of every call that shared it.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the results
 * @since 0.1.0
 */
public final class SingleFlight<K, V extends @Nullable Object> {

  private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();

  /** Makes one without any runs. */
  public SingleFlight() {}

  /**
   * Runs a task, or shares the run that is under way for the same key.
   *
   * @param context ends the wait
   * @param key tells which calls are for the same thing
   * @param task what to run; is given a context that is done when nobody waits any more
   * @return the result
   * @throws ExecutionException if the task failed; its failure is the cause
   * @throws InterruptedException if the context is done (a {@link
   *     io.sluice.context.CancelledException}) or the thread is interrupted, on entry or while it
   *     waits
   * @throws NullPointerException if an argument is null
   */
  public V run(Context context, K key, Scope.Task<V> task)
      throws InterruptedException, ExecutionException {
    Objects.requireNonNull(context, "context").check();
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(task, "task");
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Flight flight = board(context, key, task);
    try {
      return flight.await(context).get();
    } finally {
      flight.leave();
    }
  }

  /**
   * Makes the next call for a key start anew, even if a run is under way; those who wait for that
   * one still get its result.
   *
   * @param key the key
   * @throws NullPointerException if {@code key} is null
   */
  public void forget(K key) {
    flights.remove(Objects.requireNonNull(key, "key"));
  }

  private Flight board(Context context, K key, Scope.Task<V> task) {
    while (true) {
      Flight flight = flights.get(key);
      if (flight == null) {
        Flight made = new Flight(key, task, context.withoutCancel().withCancel());
        flight = flights.putIfAbsent(key, made);
        if (flight == null) {
          made.start();
          return made;
        }
      }
      if (flight.join()) {
        return flight;
      }
      // The last one has left it and is about to remove it.
      flights.remove(key, flight);
    }
  }

  private final class Flight extends Completion<V> implements Runnable {

    private final K key;
    private final Scope.Task<V> task;
    private final CancellableContext context;

    /** How many wait. Never rises from zero: then the run is being given up. */
    private final AtomicInteger waiting = new AtomicInteger(1);

    Flight(K key, Scope.Task<V> task, CancellableContext context) {
      this.key = key;
      this.task = task;
      this.context = context;
    }

    void start() {
      try {
        Thread.ofVirtual().name("single-flight " + key).start(this);
      } catch (Throwable failure) {
        // Others may have joined: they must not wait for what never began.
        end(new Outcome.Failure<>(failure));
      }
    }

    boolean join() {
      int count;
      do {
        count = waiting.get();
      } while (count != 0 && !waiting.compareAndSet(count, count + 1));
      return count != 0;
    }

    void leave() {
      if (waiting.decrementAndGet() == 0) {
        // Removed first: nobody shall join a run that is cancelled.
        flights.remove(key, this);
        context.cancel();
      }
    }

    @Override
    public void run() {
      Outcome<V> outcome;
      try (context) {
        outcome = new Outcome.Success<>(context.call(() -> task.run(context)));
      } catch (Throwable failure) {
        outcome = new Outcome.Failure<>(failure);
      }
      end(outcome);
    }

    private void end(Outcome<V> outcome) {
      flights.remove(key, this);
      complete(outcome);
    }
  }
}
