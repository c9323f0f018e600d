package io.sluice.testkit.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was called and has not returned yet. For operations that {@link History#record}
 * cannot wrap: those that end on another thread, or never.
 *
 * <p>Thread-safe. It ends once.
 *
 * @see History#invoke
 * @since 0.1.0
 */
public final class Invocation {

  private final String name;
  private final List<@Nullable Object> arguments;
  private final AtomicLong stamps;
  private final long call;
  private final AtomicReference<@Nullable Response> response = new AtomicReference<>();

  Invocation(String name, @Nullable Object[] arguments, AtomicLong stamps) {
    this.name = name;
    List<@Nullable Object> copy = new ArrayList<>();
    Collections.addAll(copy, arguments);
    this.arguments = Collections.unmodifiableList(copy);
    this.stamps = stamps;
    this.call = stamps.getAndIncrement();
  }

  /**
   * Records that the operation returned, without a result.
   *
   * @throws IllegalStateException if it has ended before
   */
  public void returned() {
    end(Response.NOTHING, null);
  }

  /**
   * Records that the operation returned a result.
   *
   * @param result the result; not to be changed from now on
   * @throws IllegalStateException if it has ended before
   */
  public void returned(@Nullable Object result) {
    end(result, null);
  }

  /**
   * Records that the operation threw.
   *
   * @param exception what it threw
   * @throws NullPointerException if {@code exception} is null
   * @throws IllegalStateException if it has ended before
   */
  public void threw(Throwable exception) {
    end(null, Objects.requireNonNull(exception, "exception"));
  }

  private void end(@Nullable Object result, @Nullable Throwable exception) {
    Response end = new Response(stamps.getAndIncrement(), result, exception);
    if (!response.compareAndSet(null, end)) {
      throw new IllegalStateException(name + " has ended before");
    }
  }

  long call() {
    return call;
  }

  /** What was known of it before the event with the given stamp. */
  Operation operation(String thread, long stamp) {
    return new Operation(thread, name, arguments, call, response.get()).asOf(stamp);
  }
}
