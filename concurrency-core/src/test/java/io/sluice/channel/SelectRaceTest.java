package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Race;
import io.sluice.testkit.stress.RaceResult;
import io.sluice.testkit.stress.Round;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.testkit.stress.ValueLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A partner's hand-over to a waiting select races another end of its wait: exactly one of them
 * happens, and both sides agree which.
 */
@Rule({18, 25})
@Timeout(120)
class SelectRaceTest {

  private static final int ROUNDS = 1_000;

  /** What races the hand-over. */
  enum Rival {
    INTERRUPT,
    SIGNAL,
    TIMEOUT,
    CLOSE,
    CLOSE_OTHER;

    /** Whether the cases can be used in the next round, at once. */
    boolean leavesCasesUsable() {
      return this == INTERRUPT || this == TIMEOUT;
    }

    void strike(Arena arena, Thread selector) {
      switch (this) {
        case INTERRUPT -> selector.interrupt();
        case SIGNAL -> arena.signal.give();
        case TIMEOUT -> {}
        case CLOSE -> arena.values.close();
        case CLOSE_OTHER -> arena.other.close();
      }
    }
  }

  /** How the select of one round ended. */
  enum Ending {
    TRANSFERRED,
    INTERRUPTED,
    GIVEN,
    TIMED_OUT,
    CLOSED,
    OTHER_CLOSED;

    static Ending lostTo(Rival rival) {
      return switch (rival) {
        case INTERRUPT -> INTERRUPTED;
        case SIGNAL -> GIVEN;
        case TIMEOUT -> TIMED_OUT;
        case CLOSE -> CLOSED;
        case CLOSE_OTHER -> OTHER_CLOSED;
      };
    }
  }

  /** The channels and cases of one or of many rounds. */
  static final class Arena {
    final Channel<Integer> values = Channel.unbuffered();
    final Channel<Integer> other = Channel.unbuffered();
    final ManualSignal signal = new ManualSignal();
    final ReceiveCase<Integer> receive = values.receiveCase();
    final SendCase<Integer> send = values.sendCase(0);
    final ReceiveCase<Integer> lost = other.receiveCase();

    Ending select(Rival rival, boolean receives, int round) {
      SelectCase<?> mine = receives ? receive : send.value(round);
      try {
        SelectCase<?> chosen =
            rival == Rival.TIMEOUT
                ? Select.await(briefly(), lost, mine)
                : Select.await(signal, lost, mine);
        if (chosen == null) {
          return Ending.TIMED_OUT;
        }
        if (chosen.equals(lost)) {
          return lost.isClosed() ? Ending.OTHER_CLOSED : Ending.TRANSFERRED;
        }
        return receives && receive.isClosed() ? Ending.CLOSED : Ending.TRANSFERRED;
      } catch (ManualSignal.GivenException e) {
        return Ending.GIVEN;
      } catch (InterruptedException e) {
        return Ending.INTERRUPTED;
      } catch (ChannelClosedException e) {
        return Ending.CLOSED;
      }
    }

    private static Duration briefly() {
      return Duration.ofNanos(1 + ThreadLocalRandom.current().nextInt(100_000));
    }

    /** The partner's side. Returns whether a value was handed over. */
    boolean meet(boolean receives, int round) {
      if (receives) {
        try {
          return values.trySend(round);
        } catch (ChannelClosedException e) {
          return false;
        }
      }
      Received<Integer> received = values.tryReceive();
      if (received.isValue()) {
        assertThat(received.orNull()).isEqualTo(round);
      }
      return received.isValue();
    }

    void awaitWaiter() {
      Threads.await(() -> values.toString().contains("waiting"), "the select to wait");
    }

    /** Nobody waits here any more. */
    void assertLeft() {
      assertThat(values.toString()).doesNotContain("waiting");
      assertThat(other.toString()).doesNotContain("waiting");
      assertThat(signal.subscriptions()).isZero();
    }
  }

  /** One round of a race. */
  private record Bout(Round round, Arena arena) {}

  static Stream<Arguments> races() {
    return Stream.of(Rival.values())
        .flatMap(
            rival ->
                Stream.of(true, false)
                    .flatMap(
                        receives ->
                            Stream.of(ThreadKind.values())
                                .map(kind -> Arguments.of(rival, receives, kind))));
  }

  @ParameterizedTest
  @MethodSource("races")
  void handOver_raced_bothSidesAgree(Rival rival, boolean receives, ThreadKind kind) {
    Arena first = new Arena();
    RaceResult result =
        Race.ofRounds(round -> new Bout(round, rival.leavesCasesUsable() ? first : new Arena()))
            .actor("selector", bout -> bout.arena.select(rival, receives, bout.round.number()))
            .actor("partner", bout -> bout.arena.meet(receives, bout.round.number()))
            .action("striker", bout -> rival.strike(bout.arena, bout.round.thread("selector")))
            .arbiter(
                bout -> {
                  bout.arena.assertLeft();
                  return bout.round.endedInterrupted("selector");
                })
            .delays(Duration.ofNanos(10_000)) // so that the select waits now and then
            .on(kind)
            .rounds(ROUNDS)
            .run();
    result.assertOnly(
        List.of(Ending.TRANSFERRED, true, rival == Rival.INTERRUPT),
        List.of(Ending.lostTo(rival), false, false));
  }

  /** The same, but the race starts only when the select waits, so that the hand-over often wins. */
  @ParameterizedTest
  @MethodSource("races")
  void handOver_racedWhileParked_bothSidesAgree(Rival rival, boolean receives, ThreadKind kind) {
    for (int i = 0; i < ROUNDS / 10; i++) {
      Arena arena = new Arena();
      int round = i;
      Outcome<Ending> select = Threads.start(kind, () -> arena.select(rival, receives, round));
      if (rival != Rival.TIMEOUT) {
        arena.awaitWaiter();
      }
      Outcome<Void> striker = Threads.startRacing(kind, () -> rival.strike(arena, select.thread()));
      boolean met = arena.meet(receives, i);
      striker.result();
      assertThat(select.result()).isEqualTo(met ? Ending.TRANSFERRED : Ending.lostTo(rival));
      arena.assertLeft();
    }
  }

  /** Two partners at two channels of one select: one of them is served, and the other keeps. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void twoPartners_race_exactlyOneIsServed(ThreadKind kind) {
    Channel<Integer> left = Channel.unbuffered();
    Channel<Integer> right = Channel.unbuffered();
    ReceiveCase<Integer> fromLeft = left.receiveCase();
    SendCase<Integer> toRight = right.sendCase(-1);
    for (int i = 0; i < ROUNDS / 2; i++) {
      int value = i;
      Outcome<SelectCase<?>> select =
          Threads.start(kind, () -> Select.await(fromLeft, toRight.value(value)));
      Threads.await(() -> right.toString().contains("waiting"), "the select to wait");
      Outcome<Received<Integer>> receiver = Threads.start(kind, () -> right.tryReceive());
      boolean sent = left.trySend(value);
      Received<Integer> received = receiver.result();
      if (sent) {
        assertThat(select.result()).isSameAs(fromLeft);
        assertThat(fromLeft.value()).isEqualTo(value);
        assertThat(received).isInstanceOf(Received.Empty.class);
      } else {
        assertThat(select.result()).isSameAs(toRight);
        assertThat(received).isEqualTo(new Received.Value<>(value));
      }
      assertThat(left.toString()).endsWith("[open]");
      assertThat(right.toString()).endsWith("[open]");
    }
  }

  /** Selects that meet each other at two channels, in both orders: no deadlock, nothing lost. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selectsAgainstSelects_crossed_pairUp(ThreadKind kind) {
    Channel<Integer> left = Channel.unbuffered();
    Channel<Integer> right = Channel.unbuffered();
    int each = 5 * ROUNDS;
    ValueLedger<Integer> ledger = new ValueLedger<>();
    List<Outcome<Void>> all = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      boolean swap = t == 1;
      all.add(
          Threads.start(
              kind,
              () -> {
                ReceiveCase<Integer> one = (swap ? left : right).receiveCase();
                ReceiveCase<Integer> two = (swap ? right : left).receiveCase();
                for (int i = 0; i < each; i++) {
                  boolean first = Select.await(one, two).equals(one);
                  ledger.received(first ? one.value() : two.value());
                }
              }));
      all.add(
          Threads.start(
              kind,
              () -> {
                SendCase<Integer> one = (swap ? right : left).sendCase(0);
                SendCase<Integer> two = (swap ? left : right).sendCase(0);
                for (int i = 0; i < each; i++) {
                  int value = ThreadLocalRandom.current().nextInt(1_000_000);
                  ledger.sending(value, () -> Select.await(one.value(value), two.value(value)));
                }
              }));
    }
    all.forEach(Outcome::result);
    ledger.assertExactlyOnce();
    assertThat(left.toString()).endsWith("[open]");
    assertThat(right.toString()).endsWith("[open]");
  }
}
