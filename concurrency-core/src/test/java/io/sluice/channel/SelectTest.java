package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is ready, and what a select does about it at once. */
@Timeout(60)
class SelectTest {

  private final Channel<String> unbuffered = Channel.unbuffered();
  private final Channel<String> buffered = Channel.buffered(2);

  // ---- rule 15: ready ----

  @Rule(15)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void receive_valueBuffered_isChosen(SelectForm form) throws InterruptedException {
    buffered.send("a");
    buffered.send("b");
    ReceiveCase<String> ready = buffered.receiveCase();
    ReceiveCase<String> other = unbuffered.receiveCase();
    assertThat(form.run(other, ready)).isSameAs(ready);
    assertThat(ready.value()).isEqualTo("a");
    assertThat(other.received()).isInstanceOf(Received.Empty.class);
    assertThat(form.run(ready, other)).isSameAs(ready);
    assertThat(ready.received()).isEqualTo(new Received.Value<>("b"));
    assertThat(buffered.size()).isZero();
  }

  @Rule({2, 15})
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void receive_senderWaits_takesItsValue(SelectForm form) throws InterruptedException {
    for (ThreadKind kind : ThreadKind.values()) {
      Outcome<Void> sender = waiting(kind, unbuffered, () -> unbuffered.send("a"));
      ReceiveCase<String> receive = unbuffered.receiveCase();
      assertThat(form.run(receive, buffered.receiveCase())).isSameAs(receive);
      assertThat(receive.value()).isEqualTo("a");
      sender.result();
    }
  }

  @Rule(15)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void send_receiverWaits_handsOver(SelectForm form) throws InterruptedException {
    for (ThreadKind kind : ThreadKind.values()) {
      Outcome<String> receiver = Threads.startParked(kind, () -> unbuffered.receive());
      Threads.await(() -> unbuffered.toString().contains("waiting receivers"), "the receiver");
      SendCase<String> send = unbuffered.sendCase("a");
      assertThat(form.run(buffered.receiveCase(), send)).isSameAs(send);
      assertThat(receiver.result()).isEqualTo("a");
    }
  }

  @Rule(15)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void send_room_buffers(SelectForm form) throws InterruptedException {
    SendCase<String> send = buffered.sendCase("a");
    assertThat(form.run(send, unbuffered.receiveCase())).isSameAs(send);
    assertThat(form.run(send, unbuffered.sendCase("x"))).as("once more").isSameAs(send);
    assertThat(buffered.closeAndDrain()).containsExactly("a", "a");
  }

  @Rule({7, 15})
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void receive_closed_drainsThenReportsClosedForEver(SelectForm form) throws InterruptedException {
    Exception cause = new Exception("why");
    buffered.send("a");
    buffered.close(cause);
    ReceiveCase<String> receive = buffered.receiveCase();
    assertThat(form.run(receive)).isSameAs(receive);
    assertThat(receive.value()).isEqualTo("a");
    assertThat(receive.isClosed()).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(form.run(receive)).isSameAs(receive);
      assertThat(receive.isClosed()).isTrue();
      assertThat(receive.received()).isEqualTo(new Received.Closed<>(cause));
      assertThatExceptionOfType(ChannelClosedException.class)
          .isThrownBy(receive::value)
          .withCause(cause);
    }
  }

  @Rule({8, 15})
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void send_closedAndChosen_throwsTheCause(SelectForm form) {
    Exception cause = new Exception("why");
    buffered.close(cause);
    SendCase<String> send = buffered.sendCase("a");
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ChannelClosedException.class)
          .isThrownBy(() -> form.run(send, unbuffered.receiveCase()))
          .withMessageContaining("send on closed channel")
          .withCause(cause);
    }
    assertThat(buffered.tryReceive().isClosed()).as("nothing was sent").isTrue();
  }

  @Rule({15, 16})
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void send_closedNotChosen_doesNotThrow(SelectForm form) throws InterruptedException {
    int runs = 200;
    Channel<Integer> full = Channel.buffered(runs);
    for (int i = 0; i < runs; i++) {
      full.send(i);
    }
    buffered.close();
    SendCase<String> closed = buffered.sendCase("a");
    ReceiveCase<Integer> receive = full.receiveCase();
    int received = 0;
    int thrown = 0;
    for (int i = 0; i < runs; i++) {
      try {
        assertThat(form.run(receive, closed)).isSameAs(receive);
        assertThat(receive.value()).isEqualTo(received++);
      } catch (ChannelClosedException e) {
        assertThat(receive.received().isValue()).isFalse();
        thrown++;
      }
    }
    assertThat(full.size()).isEqualTo(runs - received);
    assertThat(thrown).isEqualTo(runs - received);
    if (form.isBiased()) {
      assertThat(thrown).isZero();
    } else {
      assertThat(thrown).isBetween(1, runs - 1);
    }
  }

  // ---- rule 16: biased order ----

  @Rule(16)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void severalReady_biased_choosesTheFirstInOrder(SelectForm form) throws InterruptedException {
    Channel<Integer> closed = Channel.unbuffered();
    closed.close();
    SelectCase<?>[] cases = {
      unbuffered.receiveCase(), closed.receiveCase(), closed.receiveCase(), closed.receiveCase()
    };
    boolean[] seen = new boolean[cases.length];
    for (int i = 0; i < 300; i++) {
      SelectCase<?> chosen = form.run(cases);
      for (int j = 0; j < cases.length; j++) {
        seen[j] |= cases[j].equals(chosen);
      }
    }
    assertThat(seen).containsExactly(false, true, !form.isBiased(), !form.isBiased());
  }

  // ---- rule 17: none ready ----

  @Rule({9, 17, 21})
  @ParameterizedTest
  @MethodSource(SelectForm.NOT_WAITING)
  void noneReady_notWaiting_returnsNullAndLeavesNothing(SelectForm form)
      throws InterruptedException {
    Channel<String> full = Channel.buffered(1);
    full.send("full");
    SelectCase<?>[] cases = {
      unbuffered.receiveCase(),
      unbuffered.sendCase("x"),
      buffered.receiveCase(),
      full.sendCase("x"),
      full.receiveCase().enabled(false),
      Channel.<String>never().receiveCase(),
      Channel.<String>never().sendCase("x")
    };
    for (int i = 0; i < 3; i++) {
      assertThat(form.run(cases)).isNull();
    }
    assertThat(form.run()).isNull();
    assertThat(unbuffered.toString()).endsWith("[open]");
    assertThat(buffered.toString()).endsWith("[open]");
    assertThat(full.toString()).endsWith("[open, size 1]");
  }

  @Rule(17)
  @Test
  void poll_interrupted_runsAndKeepsTheStatus() throws InterruptedException {
    buffered.send("a");
    Thread.currentThread().interrupt();
    try {
      ReceiveCase<String> receive = buffered.receiveCase();
      assertThat(Select.poll(receive)).isSameAs(receive);
      assertThat(Select.poll(receive)).isNull();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Rule({17, 27})
  @Test
  void await_timeRunsOut_returnsNullNotEarly() throws InterruptedException {
    ReceiveCase<String> receive = unbuffered.receiveCase();
    SendCase<String> send = unbuffered.sendCase("x");
    for (Duration timeout :
        new Duration[] {Duration.ofNanos(1), Duration.ofNanos(999_999), Duration.ofMillis(3)}) {
      long start = System.nanoTime();
      assertThat(Select.await(timeout, receive, send)).isNull();
      long middle = System.nanoTime();
      assertThat(Select.awaitBiased(timeout, receive, send)).isNull();
      long end = System.nanoTime();
      assertThat(middle - start).isGreaterThanOrEqualTo(timeout.toNanos());
      assertThat(end - middle).isGreaterThanOrEqualTo(timeout.toNanos());
    }
    assertThat(unbuffered.toString()).endsWith("[open]");
    assertThat(receive.received()).isInstanceOf(Received.Empty.class);
  }

  @Rule(27)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_timeoutBeyondTheClock_waits(ThreadKind kind) throws InterruptedException {
    ReceiveCase<String> receive = unbuffered.receiveCase();
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(forEver, receive));
    unbuffered.send("a");
    assertThat(select.result()).isSameAs(receive);
  }

  private static Outcome<Void> waiting(
      ThreadKind kind, Channel<?> channel, Threads.Action operation) {
    Outcome<Void> outcome = Threads.startParked(kind, operation);
    Threads.await(() -> channel.toString().contains("waiting"), "a waiter on " + channel);
    return outcome;
  }
}
