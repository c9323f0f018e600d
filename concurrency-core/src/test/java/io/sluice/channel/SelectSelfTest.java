package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A select that both sends and receives on one channel pairs with others, never with itself. */
@Rule(19)
@Timeout(60)
class SelectSelfTest {

  private final Channel<String> channel = Channel.unbuffered();
  private final SendCase<String> send = channel.sendCase("own");
  private final ReceiveCase<String> receive = channel.receiveCase();

  @ParameterizedTest
  @MethodSource(SelectForm.NOT_WAITING)
  void sendAndReceive_nobodyElse_areNotReady(SelectForm form) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      assertThat(form.run(send, receive)).isNull();
      assertThat(form.run(receive, send)).isNull();
    }
    assertThat(Select.await(Duration.ofMillis(1), receive, send)).isNull();
    assertThat(channel.toString()).endsWith("[open]");
  }

  @ParameterizedTest
  @MethodSource(SelectForm.WAITING)
  void sendAndReceive_parked_pairsWithAPlainPartner(SelectForm form) throws InterruptedException {
    for (ThreadKind kind : ThreadKind.values()) {
      Outcome<SelectCase<?>> receiving = parked(kind, form);
      channel.send("other");
      assertThat(receiving.result()).isSameAs(receive);
      assertThat(receive.value()).isEqualTo("other");
      Outcome<SelectCase<?>> sending = parked(kind, form);
      assertThat(channel.receive()).isEqualTo("own");
      assertThat(sending.result()).isSameAs(send);
      Outcome<SelectCase<?>> polled = parked(kind, form);
      assertThat(channel.tryReceive()).isEqualTo(new Received.Value<>("own"));
      assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
      assertThat(polled.result()).isSameAs(send);
      assertThat(channel.toString()).endsWith("[open]");
    }
  }

  private Outcome<SelectCase<?>> parked(ThreadKind kind, SelectForm form) {
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> form.run(send, receive));
    assertThat(channel.toString()).contains("waiting senders 1, waiting receivers 1");
    return select;
  }

  @ParameterizedTest
  @MethodSource(SelectForm.WAITING)
  void twoSuchSelects_meet_pairWithEachOther(SelectForm form) throws InterruptedException {
    for (ThreadKind kind : ThreadKind.values()) {
      Outcome<SelectCase<?>> one = parked(kind, form);
      SendCase<String> otherSend = channel.sendCase("other");
      ReceiveCase<String> otherReceive = channel.receiveCase();
      SelectCase<?> chosen = form.run(otherSend, otherReceive);
      if (chosen.equals(otherSend)) {
        assertThat(one.result()).isSameAs(receive);
        assertThat(receive.value()).isEqualTo("other");
      } else {
        assertThat(chosen).isSameAs(otherReceive);
        assertThat(otherReceive.value()).isEqualTo("own");
        assertThat(one.result()).isSameAs(send);
      }
      assertThat(channel.toString()).endsWith("[open]");
    }
  }

  @Rule({19, 20})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void sendAndReceive_closedWhileParked_oneOfThemDecides(ThreadKind kind) {
    Outcome<SelectCase<?>> select = parked(kind, SelectForm.AWAIT);
    channel.close();
    // The receivers are released first, so the receive is told.
    assertThat(select.result()).isSameAs(receive);
    assertThat(receive.isClosed()).isTrue();
    assertThat(channel.toString()).endsWith("[closed]");
  }

  /** On a buffered channel the cases are independent: a select may fill and drain it by turns. */
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void sendAndReceive_buffered_alternate(SelectForm form) throws InterruptedException {
    Channel<Integer> one = Channel.buffered(1);
    SendCase<Integer> fill = one.sendCase(0);
    ReceiveCase<Integer> drain = one.receiveCase();
    for (int i = 0; i < 100; i++) {
      assertThat(form.run(drain, fill.value(i))).isSameAs(fill);
      assertThat(form.run(drain, fill)).isSameAs(drain);
      assertThat(drain.value()).isEqualTo(i);
    }
  }
}
