package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The losing cases leave nothing behind, however many selects were lost. */
@Rule(18)
@Timeout(60)
class SelectResidueTest {

  private static final int ROUNDS = 2_000;

  private final Channel<Integer> winning = Channel.unbuffered();
  private final Channel<Integer> losing = Channel.unbuffered();
  private final Channel<Integer> full = Channel.buffered(1);

  private List<SelectCase<?>> cases() throws InterruptedException {
    full.trySend(0);
    return List.of(
        losing.receiveCase(),
        full.sendCase(1),
        winning.receiveCase(),
        losing.sendCase(1),
        losing.receiveCase());
  }

  private void assertNoWaiters() {
    assertThat(winning.toString()).endsWith("[open]");
    assertThat(losing.toString()).endsWith("[open]");
    assertThat(full.toString()).endsWith("[open, size 1]");
  }

  private static void assertUnlinked(SelectCase<?> selectCase) {
    assertThat(selectCase.queued).isFalse();
    assertThat(selectCase.waiter.next).isNull();
    assertThat(selectCase.waiter.previous).isNull();
    assertThat(selectCase.waiter.element).as("a value kept alive").isNull();
    assertThat(selectCase.waiter.ownerThread()).as("a thread kept alive").isNull();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void manySelects_lost_leaveNoWaiters(ThreadKind kind) throws InterruptedException {
    List<SelectCase<?>> cases = cases();
    Outcome<Void> selects =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                assertThat(Select.await(cases)).isSameAs(cases.get(2));
              }
            });
    int most = 0;
    for (int i = 0; i < ROUNDS; i++) {
      winning.send(i);
      most = Math.max(most, waiters((HandOff<?>) losing));
    }
    selects.result();
    assertThat(most).as("those of one select at most").isLessThanOrEqualTo(3);
    assertNoWaiters();
    assertThat(cases).allSatisfy(SelectResidueTest::assertUnlinked);
  }

  private static int waiters(HandOff<?> channel) {
    String state = channel.describe();
    int waiters = 0;
    for (String word : state.split("waiting (senders|receivers) ", -1)) {
      waiters += Character.isDigit(word.charAt(0)) ? word.charAt(0) - '0' : 0;
    }
    return waiters;
  }

  @Test
  void manySelects_timedOut_leaveNoWaiters() throws InterruptedException {
    List<SelectCase<?>> cases = cases();
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(Select.await(Duration.ofNanos(1), cases)).isNull();
    }
    assertNoWaiters();
    assertThat(cases).allSatisfy(SelectResidueTest::assertUnlinked);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void parkedSelect_interruptedOrSignalled_leavesNoWaiters(ThreadKind kind)
      throws InterruptedException {
    List<SelectCase<?>> cases = cases();
    for (int i = 0; i < 50; i++) {
      ManualSignal signal = new ManualSignal();
      Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(signal, cases));
      if (i % 2 == 0) {
        signal.give();
      } else {
        select.thread().interrupt();
      }
      assertThat(select.failure()).isInstanceOf(InterruptedException.class);
      assertThat(signal.subscriptions()).isZero();
      assertNoWaiters();
      assertThat(cases).allSatisfy(SelectResidueTest::assertUnlinked);
    }
  }

  @Rule({6, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void losingChannel_closedAfterwards_isOfNoConsequence(ThreadKind kind)
      throws InterruptedException {
    List<SelectCase<?>> cases = cases();
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(cases));
    winning.send(1);
    SelectCase<?> chosen = select.result();
    losing.close();
    full.close();
    assertThat(chosen).isSameAs(cases.get(2));
    assertThat(cases.get(2)).extracting(one -> ((ReceiveCase<?>) one).value()).isEqualTo(1);
    assertThat(((ReceiveCase<?>) cases.get(0)).received()).isInstanceOf(Received.Empty.class);
    assertThat(cases).allSatisfy(SelectResidueTest::assertUnlinked);
  }

  /** A partner that meets a select that has given up drops it, and serves the next. */
  @Rule({3, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void lostSelect_betweenOthers_leavesTheirOrder(ThreadKind kind) throws InterruptedException {
    List<Outcome<SelectCase<?>>> selects = new ArrayList<>();
    List<ReceiveCase<Integer>> receives = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ReceiveCase<Integer> receive = winning.receiveCase();
      receives.add(receive);
      selects.add(Threads.startParked(kind, () -> Select.await(receive, losing.receiveCase())));
    }
    selects.get(0).thread().interrupt();
    selects.get(2).thread().interrupt();
    assertThat(selects.get(0).failure()).isInstanceOf(InterruptedException.class);
    assertThat(selects.get(2).failure()).isInstanceOf(InterruptedException.class);
    for (int i : new int[] {1, 3, 4}) {
      winning.send(i);
      assertThat(selects.get(i).result()).isSameAs(receives.get(i));
      assertThat(receives.get(i).value()).isEqualTo(i);
    }
    assertNoWaitersOfSelects();
  }

  private void assertNoWaitersOfSelects() {
    assertThat(winning.toString()).endsWith("[open]");
    assertThat(losing.toString()).endsWith("[open]");
  }

  @Test
  void lostSelect_casesDropped_areCollectable() throws InterruptedException {
    WeakReference<Object> dropped = lostSelect();
    Threads.await(
        () -> {
          System.gc();
          return dropped.refersTo(null);
        },
        "a case that lost to be collected while its channel lives");
    assertNoWaitersOfSelects();
  }

  private WeakReference<Object> lostSelect() throws InterruptedException {
    ReceiveCase<Integer> lost = losing.receiveCase();
    assertThat(Select.await(Duration.ofNanos(1), lost, winning.sendCase(1))).isNull();
    return new WeakReference<>(lost);
  }
}
