package io.sluice.context;

/**
 * Throws on what was caught as a mere {@link Throwable}: code written in a language without checked
 * exceptions may throw anything anywhere.
 */
final class Sneaky {

  private Sneaky() {}

  /** Throws the throwable, checked or not; the return type lets callers write {@code throw}. */
  static RuntimeException asUnchecked(Throwable throwable) {
    throw Sneaky.<RuntimeException>as(throwable);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: it is thrown as it is
  private static <X extends Throwable> X as(Throwable throwable) throws X {
    throw (X) throwable;
  }
}
