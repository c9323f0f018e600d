package io.sluice.testkit.dump;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread that was alive when it was listed.
 *
 * @since 0.1.0
 */
public sealed interface LiveThread permits ListedThread, DumpedThread {

  /**
   * A thread at hand.
   *
   * @param thread which
   * @return its view
   */
  static LiveThread of(Thread thread) {
    return new ListedThread(Objects.requireNonNull(thread, "thread"));
  }

  /**
   * The thread's number. The JDK counts them up: of two threads the one with the higher number was
   * created later.
   *
   * @return what {@link Thread#threadId()} returns
   */
  long id();

  /**
   * The thread's name.
   *
   * @return the name; empty for a virtual thread that was given none
   */
  String name();

  /**
   * Tells whether it is a virtual thread.
   *
   * @return true if so
   */
  boolean isVirtual();

  /**
   * The thread itself.
   *
   * @return the thread, or null if only a description of it could be had
   */
  @Nullable Thread thread();

  /**
   * Looks where the thread stands: now, or for a description when it was made.
   *
   * @return state, stack, and what it waits for
   */
  Position position();
}
