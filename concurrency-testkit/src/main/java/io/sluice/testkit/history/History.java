package io.sluice.testkit.history;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records what threads did to one object, and tells whether the object behaved as if each operation
 * had happened at one instant between its call and its return: whether the history is linearizable
 * (Herlihy and Wing, 1990).
 *
 * {@snippet :
 * History history = new History();
 * // on several threads
 * history.record("send", 5, () -> channel.send(5));
 * Integer value = history.record("receive", () -> channel.receive());
 * // at any time
 * history.assertLinearizable(Models.queue(2));
 * }
 *
 * <p>Names and arguments are those that the {@link Model} knows. Results, exceptions and operations
 * that never return are part of the history. Objects that are recorded are compared, and shown,
 * when the history is judged, and so must not be changed.
 *
 * <p>Histories of different objects are recorded apart: each object must be linearizable by itself.
 *
 * <p><b>What recording does to the program</b>: one atomic counter is incremented before and after
 * each operation, and nothing else is shared by the threads. In a simulation that is no scheduling
 * point, nor an edge that could hide a data race.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class History {

  private final AtomicLong stamps = new AtomicLong();
  private final Lanes lanes = new Lanes();

  /** Makes a history without operations. */
  public History() {}

  /**
   * An operation with a result.
   *
   * @param <T> the type of the result
   * @param <X> what it throws
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Action<T extends @Nullable Object, X extends Exception> {
    /**
     * Performs it.
     *
     * @return the result
     * @throws X if it fails
     */
    T perform() throws X;
  }

  /**
   * An operation without a result.
   *
   * @param <X> what it throws
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface VoidAction<X extends Exception> {
    /**
     * Performs it.
     *
     * @throws X if it fails
     */
    void perform() throws X;
  }

  /**
   * Performs an operation without arguments and records it.
   *
   * @param <T> the type of its result
   * @param <X> what it throws
   * @param name its name
   * @param action performs it
   * @return its result
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <T extends @Nullable Object, X extends Exception> T record(
      String name, Action<T, X> action) throws X {
    Objects.requireNonNull(action, "action");
    return perform(action, invoke(name));
  }

  /**
   * Performs an operation with one argument and records it.
   *
   * @param <T> the type of its result
   * @param <X> what it throws
   * @param name its name
   * @param argument its argument
   * @param action performs it
   * @return its result
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <T extends @Nullable Object, X extends Exception> T record(
      String name, @Nullable Object argument, Action<T, X> action) throws X {
    Objects.requireNonNull(action, "action");
    return perform(action, invoke(name, argument));
  }

  /**
   * Performs an operation with two arguments and records it.
   *
   * @param <T> the type of its result
   * @param <X> what it throws
   * @param name its name
   * @param first its first argument
   * @param second its second argument
   * @param action performs it
   * @return its result
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <T extends @Nullable Object, X extends Exception> T record(
      String name, @Nullable Object first, @Nullable Object second, Action<T, X> action) throws X {
    Objects.requireNonNull(action, "action");
    return perform(action, invoke(name, first, second));
  }

  /**
   * Performs an operation with three arguments and records it.
   *
   * @param <T> the type of its result
   * @param <X> what it throws
   * @param name its name
   * @param first its first argument
   * @param second its second argument
   * @param third its third argument
   * @param action performs it
   * @return its result
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <T extends @Nullable Object, X extends Exception> T record(
      String name,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third,
      Action<T, X> action)
      throws X {
    Objects.requireNonNull(action, "action");
    return perform(action, invoke(name, first, second, third));
  }

  /**
   * Performs an operation without arguments and without a result, and records it.
   *
   * @param <X> what it throws
   * @param name its name
   * @param action performs it
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <X extends Exception> void record(String name, VoidAction<X> action) throws X {
    Objects.requireNonNull(action, "action");
    perform(action, invoke(name));
  }

  /**
   * Performs an operation with one argument and without a result, and records it.
   *
   * @param <X> what it throws
   * @param name its name
   * @param argument its argument
   * @param action performs it
   * @throws X what it threw; that is recorded too
   * @throws NullPointerException if {@code name} or {@code action} is null
   */
  public <X extends Exception> void record(
      String name, @Nullable Object argument, VoidAction<X> action) throws X {
    Objects.requireNonNull(action, "action");
    perform(action, invoke(name, argument));
  }

  /**
   * Records that the calling thread calls an operation, whose end will be told to what is returned.
   *
   * @param name its name
   * @param arguments its arguments
   * @return what to tell its end to
   * @throws NullPointerException if {@code name} or the array {@code arguments} is null
   */
  public Invocation invoke(String name, @Nullable Object... arguments) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
    Invocation invocation = new Invocation(name, arguments, stamps);
    lanes.add(invocation);
    return invocation;
  }

  private static <T extends @Nullable Object, X extends Exception> T perform(
      Action<T, X> action, Invocation invocation) throws X {
    T result;
    try {
      result = action.perform();
    } catch (Throwable e) {
      invocation.threw(e);
      throw e;
    }
    invocation.returned(result);
    return result;
  }

  private static <X extends Exception> void perform(VoidAction<X> action, Invocation invocation)
      throws X {
    try {
      action.perform();
    } catch (Throwable e) {
      invocation.threw(e);
      throw e;
    }
    invocation.returned();
  }

  /**
   * Returns what has been recorded so far. Operations may go on meanwhile; one that has not
   * returned is pending.
   *
   * @return the operations, in the order of their calls
   */
  public List<Operation> operations() {
    // What is stamped from now on counts as not having happened. So an operation whose effect is
    // seen is never missing: it was called, and had its place in its lane, before that effect.
    return lanes.operations(stamps.get());
  }

  /**
   * Asserts that what has been recorded so far is linearizable.
   *
   * <p>In the worst case the time it takes is exponential in the number of operations that overlap;
   * for a few threads with some hundred operations it is milliseconds.
   *
   * @param model what the object does when it is used by one thread at a time
   * @throws NullPointerException if {@code model} is null
   * @throws AssertionError if it is not; the message has the smallest prefix of the history that is
   *     not linearizable, the operation that fits nowhere, and a linearization of all before
   * @throws IllegalArgumentException if the model does not know an operation
   * @throws IllegalStateException if that could not be decided within a million configurations
   */
  public void assertLinearizable(Model<?> model) {
    Objects.requireNonNull(model, "model");
    Violation violation = Linearizability.check(model, operations());
    if (violation != null) {
      throw new AssertionError(violation.report());
    }
  }

  /**
   * Returns the history as a table: time goes down, and each thread has a column.
   *
   * @return the table
   */
  @Override
  public String toString() {
    return Timeline.of(operations());
  }
}
