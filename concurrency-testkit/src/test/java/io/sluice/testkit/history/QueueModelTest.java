package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueModelTest {

  /** What the models take for closed. */
  static final class ClosedForTestException extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }

  /** Outcomes as a channel has them that the testkit does not know. */
  sealed interface Found {
    record Value(Object value) implements Found {}

    record Closed(Throwable cause) implements Found {}

    record Empty() implements Found {}
  }

  private final History history = new History();

  private boolean isLinearizable(Model<?> model) {
    return Histories.isLinearizable(history.operations(), model);
  }

  private void sends(Object value) {
    history.record("send", value, () -> {});
  }

  private void receives(Object result) {
    history.record("receive", () -> result);
  }

  private void refused(String name, Exception failure) {
    assertThatThrownBy(
            () ->
                history.record(
                    name,
                    1,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  // The four histories of a queue in Herlihy and Wing, Linearizability: A Correctness Condition for
  // Concurrent Objects, figure 1 and section 2.

  @Test
  void herlihyWing_overlappingSendsReceivedInAnyOrder_isLinearizable() {
    Invocation x = history.invoke("send", "x");
    Invocation y = history.invoke("send", "y");
    y.returned();
    x.returned();
    receives("y");
    receives("x");
    assertThat(isLinearizable(Models.unlimitedQueue())).isTrue();
  }

  @Test
  void herlihyWing_laterSendReceivedFirst_isNotLinearizable() {
    sends("x");
    Invocation receiveByOther = history.invoke("receive");
    sends("y");
    receives("y");
    receiveByOther.returned("x");
    assertThat(isLinearizable(Models.unlimitedQueue()))
        .as("x is received by the one that runs all the time")
        .isTrue();

    sends("u");
    sends("v");
    receives("v");
    assertThat(isLinearizable(Models.unlimitedQueue())).isFalse();
  }

  @Test
  void herlihyWing_receivedBeforeTheSendReturned_isLinearizable() {
    history.invoke("send", "x");
    receives("x");
    assertThat(isLinearizable(Models.unlimitedQueue())).isTrue();
  }

  @Test
  void herlihyWing_receivedTwice_isNotLinearizable() {
    Invocation x = history.invoke("send", "x");
    Invocation y = history.invoke("send", "y");
    Invocation first = history.invoke("receive");
    x.returned();
    y.returned();
    first.returned("y");
    receives("y");
    assertThat(isLinearizable(Models.unlimitedQueue())).isFalse();
  }

  @Test
  void receive_neverSent_isNotLinearizable() {
    history.invoke("send", 1);
    receives(2);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void receive_nothingWhileSomethingIsThere_isNotLinearizable() {
    sends(1);
    receives(null);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void send_beyondCapacity_needsAReceiveThatRuns() {
    sends(1);
    Invocation second = history.invoke("send", 2);
    Invocation receive = history.invoke("receive");
    second.returned();
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    assertThat(isLinearizable(Models.conflatedQueue())).isTrue();
    receive.returned(2);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
    assertThat(isLinearizable(Models.conflatedQueue())).isTrue();
  }

  @Test
  void trySend_refusedWithSpace_isNotLinearizable() {
    sends(1);
    history.record("trySend", 2, () -> false);
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    assertThat(isLinearizable(Models.queue(2))).isFalse();
    assertThat(isLinearizable(Models.unlimitedQueue())).isFalse();
    assertThat(isLinearizable(Models.conflatedQueue())).isFalse();
  }

  @Test
  void add_throwsIllegalState_wasFull() {
    history.record("add", 0, () -> true);
    refused("add", new IllegalStateException("Queue full"));
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void send_throwsWhatItShouldNot_fitsNowhere() {
    refused("send", new ArithmeticException());
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void send_interrupted_changedNothing() {
    refused("send", new InterruptedException());
    receives(null);
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    receives(1);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void send_pending_mayBeReceivedOnce() {
    history.invoke("send", 1);
    receives(1);
    receives(null);
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    receives(1);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void conflated_receivesTheLatest() {
    sends(1);
    sends(2);
    receives(2);
    receives(null);
    assertThat(isLinearizable(Models.conflatedQueue())).isTrue();
    sends(3);
    sends(4);
    receives(3);
    assertThat(isLinearizable(Models.conflatedQueue())).isFalse();
  }

  @Test
  void close_drainsAndThenReportsClosed() {
    sends(1);
    history.record("close", () -> {});
    refused("send", new ClosedForTestException());
    receives(1);
    receives(new Found.Closed(null));
    receives(null);
    history.record("tryClose", () -> false);
    assertThat(isLinearizable(Models.queue(2))).isTrue();
    assertThat(isLinearizable(Models.unlimitedQueue())).isTrue();
    assertThat(isLinearizable(Models.conflatedQueue())).isTrue();
  }

  @Test
  void close_beforeTheBufferIsDrained_isNotReported() {
    sends(1);
    history.record("close", () -> {});
    receives(new Found.Closed(null));
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void close_reportedWhileOpen_isNotLinearizable() {
    receives(new Found.Closed(null));
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void close_pending_mayBeSeen() {
    history.invoke("close");
    receives(new Found.Closed(null));
    assertThat(isLinearizable(Models.queue(2))).isTrue();
    sends(1);
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void close_twiceWithSuccess_isNotLinearizable() {
    history.record("close", () -> {});
    history.record("close", () -> {});
    assertThat(isLinearizable(Models.queue(2))).isFalse();
  }

  @Test
  void trySend_refusedInsteadOfClosed_isNotLinearizable() {
    sends(1);
    history.record("close", () -> {});
    history.record("trySend", 2, () -> false);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void receive_wrappedOutcomes_areUnderstood() {
    receives(new Found.Empty());
    receives(Optional.empty());
    sends(1);
    receives(new Found.Value(1));
    sends(2);
    receives(Optional.of(2));
    NoSuchElementException empty = new NoSuchElementException();
    assertThatThrownBy(
            () ->
                history.record(
                    "remove",
                    () -> {
                      throw empty;
                    }))
        .isSameAs(empty);
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    history.record("close", () -> {});
    receives(new Found.Empty());
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }

  @Test
  void observers_showTheState() {
    history.record("isEmpty", () -> true);
    sends(1);
    history.record("peek", () -> 1);
    history.record("size", () -> 1);
    history.record("isClosed", () -> false);
    assertThat(isLinearizable(Models.queue(1))).isTrue();
    history.record("size", () -> 0);
    assertThat(isLinearizable(Models.queue(1))).isFalse();
  }
}
