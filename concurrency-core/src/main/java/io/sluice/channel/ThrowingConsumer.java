package io.sluice.channel;

/**
 * A consumer that may throw a checked exception: the body of a {@linkplain ReceiveChannel#forEach
 * range loop}.
 *
 * @param <T> the type of the elements
 * @param <X> the type of exception that the body may throw; inferred as {@link RuntimeException}
 *     where it throws none
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingConsumer<T, X extends Exception> {

  /**
   * Handles one element.
   *
   * @param element the element received
   * @throws X if it cannot be handled; the exception ends the loop
   */
  void accept(T element) throws X;
}
