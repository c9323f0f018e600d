package io.sluice.channel;

/**
 * What a cancellable context offers to a blocking call: a sticky "done" flag, the exception that
 * says why, and a wake-up for a parked thread.
 *
 * <p>A blocking call asks {@link #isDone()} first, so a done signal wins over a ready channel. Only
 * when the call must park does it {@linkplain #unparkWhenDone subscribe}; the woken thread decides
 * the race between cancellation and completion itself, on its own claim word. A signal therefore
 * never touches a channel and never learns what a thread waits for, and a late wake-up is a
 * harmless spurious one.
 *
 * <p>Implementations must be thread-safe, must not block and must not throw. {@link #isDone()} must
 * be true before the threads subscribed at that moment are unparked.
 *
 * @since 0.1.0
 */
public interface CancelSignal {

  /**
   * Tells whether this signal has been given. Once true, it stays true.
   *
   * @return true once cancelled, for whatever reason
   */
  boolean isDone();

  /**
   * Makes the exception that a call refused or ended by this signal throws. Called only once {@link
   * #isDone()} is true.
   *
   * @return a new exception that tells why the signal was given
   */
  InterruptedException cancellation();

  /**
   * Subscribes a thread: it is {@linkplain java.util.concurrent.locks.LockSupport#unpark unparked}
   * when this signal is given, at once if it has been given already.
   *
   * @param thread the thread that is about to park
   * @return the subscription, closed by the caller when it no longer waits
   */
  Subscription unparkWhenDone(Thread thread);

  /**
   * A thread's subscription to a signal.
   *
   * @since 0.1.0
   */
  interface Subscription extends AutoCloseable {

    /**
     * Ends the subscription. An unpark that is under way may still arrive afterwards. Closing twice
     * has no effect.
     */
    @Override
    void close();
  }
}
