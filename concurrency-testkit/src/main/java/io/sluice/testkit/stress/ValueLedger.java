package io.sluice.testkit.stress;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The accounts of a hand-over: what senders were told became of each value, against what receivers
 * got.
 *
 * <p>Senders and receivers report each on their own thread, without contending with others; the
 * assertions are made when all of them have ended. Values are told apart by {@code equals}; the
 * same value may be sent more than once and must then be received as often.
 *
 * {@snippet :
 * ledger.sending(value, () -> channel.send(value)); // accounts for an exception too
 * ledger.received(channel.receive());
 * ledger.assertExactlyOnce();
 * }
 *
 * @param <T> the type of the values
 * @since 0.1.0
 */
public final class ValueLedger<T> {

  /** Each thread's own pages; nobody else writes them. */
  private final ConcurrentMap<Thread, LedgerPage<T>> pages = new ConcurrentHashMap<>();

  /** Makes a ledger without entries. */
  public ValueLedger() {}

  /**
   * A send that may fail.
   *
   * @param <E> what it throws if the value was not sent
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Send<E extends Exception> {
    /**
     * Sends.
     *
     * @throws E if the value was not sent
     */
    void run() throws E;
  }

  /**
   * A send that may be refused.
   *
   * @param <E> what it throws if the value was not sent
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface TrySend<E extends Exception> {
    /**
     * Tries to send.
     *
     * @return whether the value was sent
     * @throws E if the value was not sent
     */
    boolean run() throws E;
  }

  /**
   * Records that the calling thread was told that a value is sent.
   *
   * @param value the value
   * @throws NullPointerException if {@code value} is null
   */
  public void sent(T value) {
    page().sent.add(Objects.requireNonNull(value, "value"));
  }

  /**
   * Records that the calling thread was told, by an exception or a false, that a value is not sent.
   *
   * @param value the value
   * @throws NullPointerException if {@code value} is null
   */
  public void notSent(T value) {
    page().notSent.add(Objects.requireNonNull(value, "value"));
  }

  /**
   * Records that the calling thread received a value.
   *
   * @param value the value
   * @throws NullPointerException if {@code value} is null
   */
  public void received(T value) {
    page().received.add(Objects.requireNonNull(value, "value"));
  }

  /**
   * Sends a value and records it as sent if that returns, as not sent if it throws.
   *
   * @param <E> what the send throws
   * @param value the value
   * @param send sends it
   * @throws E what the send threw
   * @throws NullPointerException if an argument is null
   */
  public <E extends Exception> void sending(T value, Send<E> send) throws E {
    Objects.requireNonNull(send, "send");
    trySending(
        value,
        () -> {
          send.run();
          return true;
        });
  }

  /**
   * Tries to send a value and records it as sent if that returns true, as not sent if it returns
   * false or throws.
   *
   * @param <E> what the send throws
   * @param value the value
   * @param send tries to send it
   * @return what the send returned
   * @throws E what the send threw
   * @throws NullPointerException if an argument is null
   */
  public <E extends Exception> boolean trySending(T value, TrySend<E> send) throws E {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(send, "send");
    boolean sent = false;
    try {
      sent = send.run();
      return sent;
    } finally {
      if (sent) {
        sent(value);
      } else {
        notSent(value);
      }
    }
  }

  /**
   * Counts what was sent.
   *
   * @return how many values were reported as sent
   */
  public long sentCount() {
    return pages.values().stream().mapToLong(page -> page.sent.size()).sum();
  }

  /**
   * Counts what was received.
   *
   * @return how many values were reported as received
   */
  public long receivedCount() {
    return pages.values().stream().mapToLong(page -> page.received.size()).sum();
  }

  /**
   * Asserts that what was sent was received, exactly once, and nothing else.
   *
   * @throws AssertionError if values were lost (sent, never received), doubled (received more often
   *     than sent), received although their sender was told otherwise, or invented (sent by
   *     nobody); lists them
   */
  public void assertExactlyOnce() {
    new LedgerAudit<>(snapshot()).exactlyOnce().assertClean();
  }

  /**
   * Asserts that nothing was received that was not sent, nor more often than it was sent: what
   * holds where values may be dropped or replaced.
   *
   * @throws AssertionError if values were doubled, received although their sender was told
   *     otherwise, or invented; lists them
   */
  public void assertAtMostOnce() {
    new LedgerAudit<>(snapshot()).atMostOnce().assertClean();
  }

  /**
   * Asserts that each receiving thread got the values of each sending thread in the order in which
   * they were sent. Takes no side on whether values are missing.
   *
   * @throws AssertionError if a thread received a later value of a sender before an earlier one;
   *     shows the pairs
   * @throws IllegalStateException if two equal values were sent, which cannot be told apart
   */
  public void assertSenderOrder() {
    new LedgerAudit<>(snapshot()).senderOrder().assertClean();
  }

  private List<LedgerPage<T>> snapshot() {
    return ImmutableList.sortedCopyOf(
        Comparator.comparingLong(page -> page.owner.threadId()), pages.values());
  }

  private LedgerPage<T> page() {
    return pages.computeIfAbsent(Thread.currentThread(), LedgerPage::new);
  }
}
