package io.sluice.context;

/**
 * What an interrupt does to a call.
 *
 * @param effect whether the call ends, and how
 * @param exception the class of what the call throws, the cause of the {@link CancelledException};
 *     null if it throws nothing
 * @param aftermath what becomes of the thing that the call waited for
 */
record Reaction(Effect effect, Class<? extends Exception> exception, String aftermath) {

  static final String UNTOUCHED = "untouched";
  static final String CLOSED = "closed";

  enum Effect {
    /** It throws, and {@link Context#call} makes a {@link CancelledException} of it. */
    THROWS,
    /** It returns. */
    RETURNS,
    /** It goes on waiting. */
    IGNORES
  }

  static final Reaction THROWS = thrown(InterruptedException.class, UNTOUCHED);
  static final Reaction RETURNS = new Reaction(Effect.RETURNS, null, UNTOUCHED);
  static final Reaction IGNORES = new Reaction(Effect.IGNORES, null, UNTOUCHED);

  static Reaction thrown(Class<? extends Exception> exception, String aftermath) {
    return new Reaction(Effect.THROWS, exception, aftermath);
  }
}
