package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ValueLedgerTest {

  private final ValueLedger<String> ledger = new ValueLedger<>();

  @Test
  void assertions_noEntries_hold() {
    holds();
    assertThat(ledger.sentCount()).isZero();
    assertThat(ledger.receivedCount()).isZero();
  }

  @Test
  void assertions_eachValueReceivedOnce_hold() {
    ledger.sent("a");
    ledger.sent("b");
    ledger.notSent("c");
    ledger.received("a");
    ledger.received("b");

    holds();
    assertThat(ledger.sentCount()).isEqualTo(2);
    assertThat(ledger.receivedCount()).isEqualTo(2);
  }

  @Test
  void assertExactlyOnce_sameValueSentTwiceAndReceivedTwice_holds() {
    ledger.sent("a");
    ledger.sent("a");
    ledger.received("a");
    ledger.received("a");

    ledger.assertExactlyOnce();
    ledger.assertAtMostOnce();
  }

  @Test
  void assertExactlyOnce_refusedThenSent_holds() {
    ledger.notSent("a");
    ledger.sent("a");
    ledger.received("a");

    holds();
  }

  @Test
  void assertAtMostOnce_valuesDropped_holds() {
    ledger.sent("a");
    ledger.sent("b");
    ledger.received("b");

    ledger.assertAtMostOnce();
    ledger.assertSenderOrder();
  }

  @Test
  void assertSenderOrder_equalValuesSent_refusesToJudge() {
    ledger.sent("a");
    ledger.sent("a");

    assertThatIllegalStateException()
        .isThrownBy(ledger::assertSenderOrder)
        .withMessage("a was sent more than once: an order of equal values cannot be checked");
  }

  @Test
  void sending_returns_countsAsSent() throws IOException {
    ledger.sending("a", ValueLedgerTest::pretendToSend);

    ledger.received("a");
    holds();
  }

  private static void pretendToSend() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException();
    }
  }

  @Test
  void sending_throws_countsAsNotSentAndThrowsOn() {
    IOException thrown = new IOException("disk");

    assertThatThrownBy(
            () ->
                ledger.sending(
                    "a",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    holds();
    assertThat(ledger.sentCount()).isZero();
  }

  @Test
  void sending_throwsAnError_countsAsNotSent() {
    assertThatThrownBy(
            () ->
                ledger.sending(
                    "a",
                    () -> {
                      throw new LinkageError();
                    }))
        .isInstanceOf(LinkageError.class);

    holds();
    assertThat(ledger.sentCount()).isZero();
  }

  @Test
  void trySending_result_isReturnedAndDecides() {
    assertThat(ledger.trySending("a", () -> true)).isTrue();
    assertThat(ledger.trySending("b", () -> false)).isFalse();

    assertThat(ledger.sentCount()).isEqualTo(1);
    ledger.received("a");
    holds();
  }

  @ParameterizedTest
  @EnumSource
  void assertExactlyOnce_realQueueManyThreads_holds(ThreadKind kind) {
    int each = 1_000;
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(3);
    ValueLedger<Integer> values = new ValueLedger<>();
    List<Outcome<@Nullable Void>> all =
        IntStream.range(0, 4)
            .mapToObj(
                number ->
                    Threads.start(
                        kind,
                        () -> {
                          for (int i = 0; i < each; i++) {
                            if (number < 2) {
                              int value = number * each + i;
                              values.sending(value, () -> queue.put(value));
                            } else {
                              values.received(queue.take());
                            }
                          }
                        }))
            .toList();

    all.forEach(Outcome::result);
    assertThat(values.sentCount()).isEqualTo(2L * each);
    assertThat(values.receivedCount()).isEqualTo(2L * each);
    values.assertExactlyOnce();
    values.assertAtMostOnce();
    values.assertSenderOrder();
  }

  @Test
  void anyMethod_null_isRefusedByNameAndLeavesNoEntry() {
    refuses("value", () -> ledger.sent(null));
    refuses("value", () -> ledger.notSent(null));
    refuses("value", () -> ledger.received(null));
    refuses("value", () -> ledger.sending(null, () -> {}));
    refuses("send", () -> ledger.sending("a", null));
    refuses("value", () -> ledger.trySending(null, () -> true));
    refuses("send", () -> ledger.trySending("a", null));

    ledger.received("a");
    assertThatThrownBy(ledger::assertExactlyOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("invented") // and not refused: no send was recorded
        .hasMessageNotContaining("not sent");
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  private void holds() {
    ledger.assertExactlyOnce();
    ledger.assertAtMostOnce();
    ledger.assertSenderOrder();
  }
}
