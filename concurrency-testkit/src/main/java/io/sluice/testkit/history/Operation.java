package io.sluice.testkit.history;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a history: its call, and its return if it returned. Immutable; equal only to
 * itself.
 *
 * <p>Calls and returns are stamped by one counter. If the return of one operation has a smaller
 * stamp than the call of another, then it took effect before.
 *
 * @since 0.1.0
 */
public final class Operation {

  /** What {@link #returned} is as long as the operation is pending. */
  private static final long NEVER = Long.MAX_VALUE;

  private final String thread;
  private final String name;
  private final List<@Nullable Object> arguments;
  private final long call;

  /** How it ended; null while it is pending. */
  private final @Nullable Response response;

  Operation(
      String thread,
      String name,
      List<@Nullable Object> arguments,
      long call,
      @Nullable Response response) {
    this.thread = thread;
    this.name = name;
    this.arguments = arguments;
    this.call = call;
    this.response = response;
  }

  /** Returns this operation as it was known before the event with the given stamp. */
  Operation asOf(long stamp) {
    return returned() < stamp ? this : new Operation(thread, name, arguments, call, null);
  }

  /**
   * Returns the name of the thread that called it; several threads without a name of their own are
   * numbered.
   *
   * @return the name
   */
  public String thread() {
    return thread;
  }

  /**
   * Returns the operation's name.
   *
   * @return the name it was recorded with
   */
  public String name() {
    return name;
  }

  /**
   * Returns the arguments.
   *
   * @return the arguments it was recorded with, an unmodifiable list
   */
  public List<@Nullable Object> arguments() {
    return arguments;
  }

  /**
   * Returns an argument that the operation must have been recorded with.
   *
   * @param index from 0
   * @return the argument, not null
   * @throws IllegalArgumentException if there is no such argument, or it is null
   */
  public Object argument(int index) {
    Object argument = index < arguments.size() ? arguments.get(index) : null;
    if (argument == null) {
      throw new IllegalArgumentException(this + " was recorded without argument " + index);
    }
    return argument;
  }

  /**
   * Returns the stamp of the call.
   *
   * @return the stamp
   */
  public long call() {
    return call;
  }

  /**
   * Returns the stamp of the return.
   *
   * @return the stamp; {@link Long#MAX_VALUE} if it is pending
   */
  public long returned() {
    return response == null ? NEVER : response.stamp();
  }

  /**
   * Tells whether the operation had not returned when the history was looked at.
   *
   * @return whether
   */
  public boolean isPending() {
    return response == null;
  }

  /**
   * Returns the result.
   *
   * @return the result; null if that is what was returned, and also if nothing was returned, the
   *     operation threw, or is pending
   */
  public @Nullable Object result() {
    return response == null || response.isVoid() ? null : response.result();
  }

  /**
   * Returns what the operation threw.
   *
   * @return the exception, or null
   */
  public @Nullable Throwable exception() {
    return response == null ? null : response.exception();
  }

  /**
   * Tells whether the operation threw an {@link InterruptedException}.
   *
   * @return whether
   */
  public boolean isInterrupted() {
    return exception() instanceof InterruptedException;
  }

  /**
   * Tells whether the operation returned a value, and not threw.
   *
   * @param value to compare the result with
   * @return whether it returned an equal one, or is pending and may still
   */
  public boolean mayReturn(@Nullable Object value) {
    return isPending() || (exception() == null && Objects.equals(result(), value));
  }

  /**
   * Tells whether there was a time at which both operations were running, so that they can have
   * taken effect together.
   *
   * @param other another operation of the same history
   * @return whether
   */
  public boolean overlaps(Operation other) {
    return call < other.returned() && other.call < returned();
  }

  /** An operation that must have a place in every linearization. */
  boolean isRequired() {
    return !isPending() && !isInterrupted();
  }

  IllegalArgumentException unknownTo(Model<?> model) {
    return new IllegalArgumentException(
        "no operation of "
            + model
            + ": "
            + callText()
            + "; the Javadoc of Models has those that are");
  }

  /** The call, as in {@code send(5)}. */
  String callText() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(Text.of(arguments.get(i)));
    }
    return text.append(')').toString();
  }

  /** The outcome, as in {@code -> true}. */
  String outcomeText() {
    return response == null ? "(running)" : response.toString();
  }

  /**
   * Returns the operation as a report shows it.
   *
   * @return such as {@code trySend(5) -> true}
   */
  @Override
  public String toString() {
    return callText() + " " + outcomeText();
  }
}
