package io.sluice.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How and when a context ended. Made once by whoever ends it and shared by all the contexts that
 * end with it, so that they all tell the same cause.
 */
final class Ending {

  private static final VarHandle CAUSE;

  static {
    try {
      CAUSE = MethodHandles.lookup().findVarHandle(Ending.class, "cause", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Context.State state;

  /**
   * Reading of the monotonic clock. A context below that looks later learns from it which came
   * first: this ending or its own deadline.
   */
  final long at;

  /** What was given to cancel, or null. */
  private final @Nullable Throwable given;

  /** What {@link #cause()} tells: the given one, or made by the first who asks. */
  private volatile @Nullable Throwable cause;

  private Ending(Context.State state, long at, @Nullable Throwable given) {
    this.state = state;
    this.at = at;
    this.given = given;
    this.cause = given;
  }

  static Ending cancelled(@Nullable Throwable cause, long at) {
    return new Ending(Context.State.CANCELLED, at, cause);
  }

  static Ending deadlineExceeded(long deadline) {
    return new Ending(Context.State.DEADLINE_EXCEEDED, deadline, null);
  }

  Throwable cause() {
    Throwable known = cause;
    if (known != null) {
      return known;
    }
    Throwable made = exception();
    // Whoever asks first is not who cancelled: the stack would mislead.
    made.setStackTrace(new StackTraceElement[0]);
    Throwable earlier = (Throwable) CAUSE.compareAndExchange(this, null, made);
    return earlier == null ? made : earlier;
  }

  CancelledException exception() {
    return state == Context.State.DEADLINE_EXCEEDED
        ? new DeadlineExceededException("the deadline of the context has passed", null)
        : new CancelledException("the context was cancelled", given);
  }
}
