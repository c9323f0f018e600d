package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The case objects: what they keep, when they count, and how misuse is told. */
@Timeout(60)
class SelectCaseTest {

  private final Channel<String> first = Channel.buffered(4);
  private final Channel<String> second = Channel.unbuffered();

  // ---- outcomes ----

  @Test
  void value_neverChosen_isRefused() {
    ReceiveCase<String> receive = first.receiveCase();
    assertThatIllegalStateException().isThrownBy(receive::value);
    assertThat(receive.received()).isInstanceOf(Received.Empty.class);
    assertThat(receive.isClosed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void value_nextSelectChoosesAnother_isForgotten(SelectForm form) throws InterruptedException {
    ReceiveCase<String> receive = first.receiveCase();
    first.send("a");
    form.run(receive);
    assertThat(receive.value()).isEqualTo("a");
    assertThat(receive.value()).as("asked again").isEqualTo("a");
    Channel<String> other = Channel.buffered(1);
    SendCase<String> send = other.sendCase("x");
    assertThat(form.run(receive, send)).isSameAs(send);
    assertThatIllegalStateException().isThrownBy(receive::value);
  }

  @Test
  void value_selectRefusedOnEntry_isRetained() throws InterruptedException {
    ReceiveCase<String> receive = first.receiveCase();
    first.send("a");
    Select.await(receive);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Select.await(receive));
    ManualSignal signal = new ManualSignal();
    signal.give();
    assertThatExceptionOfType(ManualSignal.GivenException.class)
        .isThrownBy(() -> Select.await(signal, receive));
    assertThat(receive.value()).isEqualTo("a");
  }

  @Test
  void value_pollFindsNothing_isForgotten() throws InterruptedException {
    ReceiveCase<String> receive = first.receiveCase();
    first.send("a");
    assertThat(Select.poll(receive)).isSameAs(receive);
    assertThat(Select.poll(receive)).isNull();
    assertThat(receive.received()).isInstanceOf(Received.Empty.class);
  }

  @Test
  void sendCase_newValue_isSentFromThenOn() throws InterruptedException {
    SendCase<String> send = first.sendCase("a");
    Select.await(send);
    Select.await(send);
    Select.await(send.value("b"));
    Select.await(send);
    assertThat(first.closeAndDrain()).containsExactly("a", "a", "b", "b");
  }

  // ---- disabled ----

  @Rule(21)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void disabled_ready_isPassedOver(SelectForm form) throws InterruptedException {
    first.send("a");
    ReceiveCase<String> receive = first.receiveCase();
    SendCase<String> send = first.sendCase("b");
    assertThat(receive.isEnabled()).isTrue();
    assertThat(receive.enabled(false)).isSameAs(receive);
    assertThat(receive.isEnabled()).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(form.run(receive, send)).isSameAs(send);
    }
    assertThat(send.enabled(false)).isSameAs(send);
    assertThat(form.run(send, receive.enabled(true))).isSameAs(receive);
    assertThat(receive.value()).isEqualTo("a");
  }

  @Rule(21)
  @Test
  void disabled_closed_isPassedOver() {
    first.close();
    assertThat(Select.poll(first.sendCase("x").enabled(false))).isNull();
    assertThat(Select.poll(first.receiveCase().enabled(false))).isNull();
  }

  @Rule(21)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void disabled_parkedSelect_standsInNoQueue(ThreadKind kind) throws InterruptedException {
    ReceiveCase<String> enabled = second.receiveCase();
    Outcome<SelectCase<?>> select =
        Threads.startParked(kind, () -> Select.await(first.receiveCase().enabled(false), enabled));
    assertThat(first.toString()).endsWith("[open]");
    first.send("a");
    second.send("b");
    assertThat(select.result()).isSameAs(enabled);
    assertThat(first.size()).isEqualTo(1);
  }

  // ---- several cases on one channel ----

  @Rule({16, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void sameChannel_severalCases_oneOfThemWins(ThreadKind kind) throws InterruptedException {
    List<ReceiveCase<String>> cases =
        List.of(second.receiveCase(), second.receiveCase(), second.receiveCase());
    for (int i = 0; i < 50; i++) {
      Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(cases));
      Threads.await(() -> second.toString().contains("receivers 3"), "three waiters");
      second.send("a" + i);
      SelectCase<?> chosen = select.result();
      assertThat(cases).filteredOn(one -> one.received().isValue()).containsExactly(cases.get(0));
      assertThat(chosen).isSameAs(cases.get(0));
      assertThat(second.toString()).endsWith("[open]");
    }
  }

  // ---- misuse ----

  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void sameCase_twice_isRefusedAndUsableAfterwards(SelectForm form) throws InterruptedException {
    ReceiveCase<String> receive = first.receiveCase();
    SendCase<String> send = first.sendCase("x");
    assertThatIllegalStateException()
        .isThrownBy(() -> form.run(receive, second.receiveCase(), receive))
        .withMessageContaining("cases[2]");
    assertThatIllegalStateException()
        .isThrownBy(() -> form.run(receive, send, send))
        .withMessageContaining("cases[2]");
    assertThat(first.size()).as("nothing was sent").isZero();
    first.send("a");
    assertThat(form.run(receive, second.receiveCase())).isSameAs(receive);
    assertThat(second.toString()).endsWith("[open]");
  }

  @ParameterizedTest
  @MethodSource(SelectForm.WAITING)
  void caseInUse_anotherThread_isRefusedAndTheUserUnaffected(SelectForm form)
      throws InterruptedException {
    for (ThreadKind kind : ThreadKind.values()) {
      Channel<String> empty = Channel.buffered(1);
      ReceiveCase<String> used = empty.receiveCase();
      ReceiveCase<String> alsoUsed = second.receiveCase();
      SelectCase<?>[] cases = {used, alsoUsed};
      Outcome<SelectCase<?>> user = Threads.startParked(kind, () -> form.run(cases));
      ReceiveCase<String> own = first.receiveCase();
      first.send("a");
      for (SelectForm other : SelectForm.values()) {
        assertThatIllegalStateException().isThrownBy(() -> other.run(cases));
        assertThatIllegalStateException().isThrownBy(() -> other.run(own, alsoUsed));
        assertThatIllegalStateException().isThrownBy(() -> other.run(alsoUsed, used));
      }
      assertThat(first.size()).as("nothing was received").isEqualTo(1);
      assertThat(empty.toString()).endsWith("[open, waiting receivers 1]");
      assertThat(second.toString()).endsWith("[open, waiting receivers 1]");
      second.send("b");
      assertThat(user.result()).isSameAs(alsoUsed);
      assertThat(alsoUsed.value()).isEqualTo("b");
      first.receive();
      empty.send("c");
      assertThat(form.run(cases)).as("the cases are free again").isSameAs(used);
    }
  }

  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void nullCase_any_isNamedAndNothingRuns(SelectForm form) throws InterruptedException {
    first.send("a");
    ReceiveCase<String> ready = first.receiveCase();
    assertThatNullPointerException()
        .isThrownBy(() -> form.run(ready, null, null))
        .withMessage("cases[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> form.run((SelectCase<?>) null))
        .withMessage("cases[0]");
    assertThat(first.size()).isEqualTo(1);
    assertThat(form.run(ready)).isSameAs(ready);
  }

  @Test
  void nullArguments_any_areNamed() {
    ReceiveCase<String> receive = first.receiveCase();
    CancelSignal noSignal = null;
    Duration noTimeout = null;
    List<SelectCase<?>> noList = null;
    SelectCase<?>[] noArray = null;
    assertThatNullPointerException()
        .isThrownBy(() -> Select.await(noSignal, receive))
        .withMessage("signal");
    assertThatNullPointerException()
        .isThrownBy(() -> Select.awaitBiased(noSignal, List.of(receive)))
        .withMessage("signal");
    assertThatNullPointerException()
        .isThrownBy(() -> Select.await(noTimeout, receive))
        .withMessage("timeout");
    assertThatNullPointerException()
        .isThrownBy(() -> Select.awaitBiased(noTimeout, List.of(receive)))
        .withMessage("timeout");
    assertThatNullPointerException().isThrownBy(() -> Select.await(noList)).withMessage("cases");
    assertThatNullPointerException().isThrownBy(() -> Select.poll(noArray)).withMessage("cases");
    assertThatNullPointerException()
        .isThrownBy(() -> first.sendCase("a").value(null))
        .withMessage("next");
  }

  // ---- rule 14: operands ----

  /** What the first case remembers of its last select is used for the very same select only. */
  @Rule(14)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void firstCase_besideOthersThanLastTime_runsOverThose(SelectForm form)
      throws InterruptedException {
    ReceiveCase<String> always = second.receiveCase();
    SendCase<String> one = first.sendCase("one");
    SendCase<String> two = first.sendCase("two");
    assertThat(form.run(always, one)).isSameAs(one);
    assertThat(form.run(always, two)).isSameAs(two);
    assertThat(form.run(always, one)).isSameAs(one);
    assertThat(form.run(always, one.enabled(false), two)).isSameAs(two);
    assertThat(first.closeAndDrain()).containsExactly("one", "two", "one", "two");
  }

  @Rule(14)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void operands_changedWhileParked_wereEvaluatedOnce(ThreadKind kind) throws InterruptedException {
    ReceiveCase<String> before = second.receiveCase();
    ReceiveCase<String> after = first.receiveCase();
    List<SelectCase<?>> list = new ArrayList<>(List.of(before));
    SelectCase<?>[] array = {before};
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(list));
    list.set(0, after);
    first.send("a");
    second.send("b");
    assertThat(select.result()).isSameAs(before);
    Outcome<SelectCase<?>> again = Threads.startParked(kind, () -> Select.await(array));
    array[0] = after;
    second.send("c");
    assertThat(again.result()).isSameAs(before);
    assertThat(Select.await(array)).as("a new run looks again").isSameAs(after);
    assertThat(after.value()).isEqualTo("a");
  }
}
