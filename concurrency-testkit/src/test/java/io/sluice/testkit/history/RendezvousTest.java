package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RendezvousTest {

  private final History history = new History();

  private boolean isLinearizable() {
    return Histories.isLinearizable(history.operations(), Models.queue(0));
  }

  private void pair(String send, String receive) {
    Invocation sending = history.invoke(send, 1);
    Invocation receiving = history.invoke(receive);
    sending.returned(true);
    receiving.returned(1);
  }

  @Test
  void sendAndReceive_overlapping_meet() {
    pair("send", "receive");
    pair("put", "poll");
    pair("offer", "take");
    assertThat(isLinearizable()).isTrue();
  }

  @Test
  void send_returnedBeforeTheReceiveWasCalled_isNotLinearizable() {
    history.record("send", 1, () -> {});
    history.record("receive", () -> 1);
    assertThat(isLinearizable()).isFalse();
  }

  @Test
  void send_receivedByNobody_isNotLinearizable() {
    history.record("send", 1, () -> {});
    assertThat(isLinearizable()).isFalse();
  }

  @Test
  void send_withPendingReceive_isLinearizable() {
    history.invoke("receive");
    history.record("send", 1, () -> {});
    assertThat(isLinearizable()).isTrue();
    history.record("send", 2, () -> {});
    assertThat(isLinearizable()).as("one receive for two sends").isFalse();
  }

  @Test
  void receive_withPendingSend_isLinearizable() {
    history.invoke("send", 1);
    history.record("receive", () -> 1);
    assertThat(isLinearizable()).isTrue();
  }

  @Test
  void attempts_twoOfThem_neverMeet() {
    pair("trySend", "tryReceive");
    assertThat(isLinearizable()).isFalse();
  }

  @Test
  void attempts_refused_alwaysFit() {
    Invocation receiving = history.invoke("receive");
    history.record("trySend", 2, () -> false);
    history.record("send", 1, () -> {});
    receiving.returned(1);
    history.record("tryReceive", () -> null);
    assertThat(isLinearizable()).isTrue();
  }

  @Test
  void receive_calledAfterItsSendReturned_doesNotMeetItThroughOthers() {
    Invocation receiveFirst = history.invoke("receive");
    Invocation sendSecond = history.invoke("send", 2);
    sendSecond.returned();
    Invocation receiveSecond = history.invoke("receive");
    history.record("send", 1, () -> {});
    receiveFirst.returned(1);
    receiveSecond.returned(2);
    assertThat(isLinearizable()).isFalse();
  }

  @Test
  void close_betweenPairs_endsThem() {
    pair("send", "receive");
    history.record("close", () -> {});
    history.record("receive", () -> new QueueModelTest.Found.Closed(null));
    assertThat(isLinearizable()).isTrue();
    pair("send", "receive");
    assertThat(isLinearizable()).isFalse();
  }

  @Test
  void manyThreads_blockedInTheSameCall_areNoBurden() {
    for (int i = 0; i < 200; i++) {
      history.invoke("receive");
    }
    for (int i = 0; i < 200; i++) {
      history.record("send", i, () -> {});
    }
    assertThat(isLinearizable()).isTrue();
    history.record("send", -1, () -> {});
    assertThat(isLinearizable()).isFalse();
  }
}
