package io.sluice.context;

import org.jspecify.annotations.Nullable;

/**
 * A context that its owner can end. Meant for a try-with-resources statement, so that whatever
 * still runs in its name ends with the block:
 *
 * {@snippet class="io.sluice.snippets.ContextSnippets" region="timeout"}
 *
 * <p>Code that is only to obey gets the plain {@link Context}.
 *
 * @since 0.1.0
 */
public sealed interface CancellableContext extends Context, AutoCloseable permits CancelContext {

  /**
   * Cancels without naming a cause; the same as {@code cancel(null)}.
   *
   * @return true if this call ended the context
   */
  boolean cancel();

  /**
   * Ends this context and with it all that derive from it. The first cancellation stands; where
   * this context is done already, nothing happens.
   *
   * <p>When this returns, this context and all below it are done, their {@link #done()} channels
   * are closed, and the threads that waited have been unparked or interrupted; where another thread
   * cancels a part of the same tree at the same time, that part may still be under way there. What
   * {@link #onCancel} registered runs by and by, on threads of its own.
   *
   * @param cause what {@link #cause()} shall tell, here and below, or null if there is nothing to
   *     tell
   * @return true if this call ended the context
   */
  boolean cancel(@Nullable Throwable cause);

  /**
   * Cancels without naming a cause: there is nothing more to do in the name of this context.
   * Closing twice has no effect.
   */
  @Override
  void close();
}
