package io.sluice.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * How an operation ended.
 *
 * @param stamp of the return
 * @param result what it returned; {@link #NOTHING} if it has no result
 * @param exception what it threw, or null
 */
record Response(long stamp, @Nullable Object result, @Nullable Throwable exception) {

  /**
   * Tells apart, for readers of reports, an operation without a result and one that returns null.
   */
  static final Object NOTHING = new Object();

  boolean isVoid() {
    return result == NOTHING;
  }

  @Override
  public String toString() {
    if (exception != null) {
      return "threw " + exception.getClass().getSimpleName();
    }
    return isVoid() ? "done" : "-> " + Text.of(result);
  }
}
