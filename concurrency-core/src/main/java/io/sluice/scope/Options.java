package io.sluice.scope;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Scope} behaves. Immutable: each method returns changed options.
 *
 * {@snippet class="io.sluice.snippets.ScopeSnippets" region="options"}
 *
 * @since 0.1.0
 */
public final class Options {

  static final Options DEFAULT = new Options("scope", 0, false, false, null, null);

  private final String name;
  private final int limit;
  private final boolean supervising;
  private final boolean cooperative;
  private final @Nullable Duration timeout;
  private final @Nullable TaskDecorator decorator;

  private Options(
      String name,
      int limit,
      boolean supervising,
      boolean cooperative,
      @Nullable Duration timeout,
      @Nullable TaskDecorator decorator) {
    this.name = name;
    this.limit = limit;
    this.supervising = supervising;
    this.cooperative = cooperative;
    this.timeout = timeout;
    this.decorator = decorator;
  }

  /**
   * Returns the options that hold where none are given: no limit, no deadline of its own, the first
   * failure cancels, and cancelled threads are interrupted.
   *
   * @return the default options
   */
  public static Options defaults() {
    return DEFAULT;
  }

  /**
   * Names the scope: in the names of its threads, in messages and in the log.
   *
   * @param newName the name
   * @return changed options
   * @throws NullPointerException if {@code newName} is null
   */
  public Options name(String newName) {
    Objects.requireNonNull(newName, "newName");
    return new Options(newName, limit, supervising, cooperative, timeout, decorator);
  }

  /**
   * Limits how many tasks run at the same time. The others have their threads already and wait
   * their turn in the order in which they started; a fork never waits. Tasks that wait for tasks of
   * the same scope may wait for ever under a limit: those may not get their turn before.
   *
   * @param newLimit the number of tasks
   * @return changed options
   * @throws IllegalArgumentException if {@code newLimit} is not positive
   */
  public Options limit(int newLimit) {
    if (newLimit <= 0) {
      throw new IllegalArgumentException("newLimit must be positive: " + newLimit);
    }
    return new Options(name, newLimit, supervising, cooperative, timeout, decorator);
  }

  /**
   * Lets a failed task end alone: neither the other tasks nor the body are cancelled, and the scope
   * does not fail. Who forked it learns the failure from {@link Subtask#join()}; that of an {@link
   * Scope#go action} is logged. A failed body still ends the scope.
   *
   * @return changed options
   */
  public Options supervise() {
    return new Options(name, limit, true, cooperative, timeout, decorator);
  }

  /**
   * Leaves threads uninterrupted when the scope is cancelled: they end by their context alone. For
   * tasks that an interrupt would harm, such as those that use a {@link
   * java.nio.channels.FileChannel} which others share.
   *
   * @return changed options
   */
  public Options cooperative() {
    return new Options(name, limit, supervising, true, timeout, decorator);
  }

  /**
   * Sets a deadline for the scope. When it passes, the scope is cancelled and fails with a {@link
   * io.sluice.context.DeadlineExceededException} as the cause.
   *
   * @param newTimeout how long the scope may run
   * @return changed options
   * @throws NullPointerException if {@code newTimeout} is null
   */
  public Options timeout(Duration newTimeout) {
    Objects.requireNonNull(newTimeout, "newTimeout");
    return new Options(name, limit, supervising, cooperative, newTimeout, decorator);
  }

  /**
   * Wraps each task with a decorator.
   *
   * @param newDecorator carries over what belongs to a thread
   * @return changed options
   * @throws NullPointerException if {@code newDecorator} is null
   */
  public Options decorator(TaskDecorator newDecorator) {
    Objects.requireNonNull(newDecorator, "newDecorator");
    return new Options(name, limit, supervising, cooperative, timeout, newDecorator);
  }

  String name() {
    return name;
  }

  /** The greatest number of tasks at a time, 0 for any. */
  int limit() {
    return limit;
  }

  boolean supervising() {
    return supervising;
  }

  boolean isCooperative() {
    return cooperative;
  }

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  @Nullable TaskDecorator decorator() {
    return decorator;
  }
}
