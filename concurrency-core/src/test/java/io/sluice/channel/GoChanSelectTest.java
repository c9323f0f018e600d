package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.testkit.stress.ValueLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Go's {@code runtime/chan_test.go} checks of select, named after its tests. */
@Timeout(60)
class GoChanSelectTest {

  /** Go's TestNonblockSelectRace and TestNonblockSelectRace2: one of two is always ready. */
  @Rule({10, 17})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void nonblockSelectRace_oneIsAlwaysReady_neverFallsToTheDefault(ThreadKind kind)
      throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      Channel<Integer> first = Channel.buffered(1);
      Channel<Integer> second = Channel.buffered(1);
      first.send(1);
      Outcome<SelectCase<?>> poll =
          Threads.start(kind, () -> Select.poll(first.receiveCase(), second.receiveCase()));
      if (i % 2 == 0) {
        second.send(1);
      } else {
        second.close();
      }
      first.tryReceive();
      assertThat(poll.result()).as("round %s", i).isNotNull();
    }
  }

  /** Go's TestSelfSelect: two threads that both send and receive on one channel by select. */
  @Rule(19)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selfSelect_twoThreads_neverReceiveTheirOwn(ThreadKind kind) throws InterruptedException {
    for (Channel<Integer> channel : List.of(Channel.<Integer>unbuffered(), oneBuffered())) {
      boolean unbuffered = channel.capacity() == 0;
      Channel<Integer> stop = Channel.unbuffered();
      List<Outcome<Integer>> threads = new ArrayList<>();
      for (int id = 0; id < 2; id++) {
        int own = id;
        threads.add(
            Threads.start(
                kind,
                () -> {
                  SendCase<Integer> send = channel.sendCase(own);
                  ReceiveCase<Integer> receive = channel.receiveCase();
                  ReceiveCase<Integer> stopped = stop.receiveCase();
                  int balance = 0;
                  for (int i = 0; i < 2_000; i++) {
                    boolean sendFirst = i % 2 == own;
                    SelectCase<?> chosen =
                        sendFirst
                            ? Select.await(send, receive, stopped)
                            : Select.await(receive, send, stopped);
                    if (chosen.equals(stopped)) {
                      break;
                    }
                    balance += chosen.equals(send) ? 1 : -1;
                    if (unbuffered && chosen.equals(receive)) {
                      assertThat(receive.value()).isEqualTo(1 - own);
                    }
                  }
                  stop.tryClose(null);
                  return balance;
                }));
      }
      int balance = threads.stream().mapToInt(Outcome::result).sum();
      assertThat(balance).isEqualTo(channel.size());
      assertThat(channel.toString()).doesNotContain("waiting");
    }
  }

  private static Channel<Integer> oneBuffered() {
    return Channel.buffered(1);
  }

  /** Go's TestSelectFairness: of two channels that are always ready neither is starved. */
  @Rule(16)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selectFairness_ofTwoAlwaysReady_neitherStarves(ThreadKind kind) {
    int runs = 10_000;
    Channel<Integer> first = Channel.buffered(runs + 1);
    Channel<Integer> second = Channel.buffered(runs + 1);
    for (int i = 0; i <= runs; i++) {
      first.trySend(i);
      second.trySend(i);
    }
    Outcome<Integer> selector =
        Threads.start(
            kind,
            () -> {
              ReceiveCase<Integer> one = first.receiveCase();
              ReceiveCase<Integer> two = second.receiveCase();
              ReceiveCase<Integer> never = Channel.<Integer>never().receiveCase();
              int ones = 0;
              for (int i = 0; i < runs; i++) {
                ones += Select.await(never, one, two).equals(one) ? 1 : 0;
              }
              return ones;
            });
    // Go allows ten standard deviations too.
    assertThat(selector.result()).isBetween(runs / 2 - 500, runs / 2 + 500);
  }

  /** Go's TestPseudoRandomSend: of two sends on one channel both are chosen often. */
  @Rule(16)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void pseudoRandomSend_twoSendsOnOneChannel_areBothChosen(ThreadKind kind) {
    int runs = 1_000;
    for (int capacity : new int[] {0, runs}) {
      Channel<Integer> channel = Channel.buffered(capacity);
      Outcome<Integer> receiver =
          Threads.start(
              kind,
              () -> {
                int ones = 0;
                for (int i = 0; i < runs; i++) {
                  ones += channel.receive();
                }
                return ones;
              });
      Outcome<Void> sender =
          Threads.start(
              kind,
              () -> {
                SendCase<Integer> zero = channel.sendCase(0);
                SendCase<Integer> one = channel.sendCase(1);
                for (int i = 0; i < runs; i++) {
                  if (capacity == 0) {
                    Threads.await(() -> channel.toString().contains("waiting"), "a receiver");
                  }
                  Select.await(zero, one);
                }
              });
      sender.result();
      assertThat(receiver.result()).isBetween(runs / 2 - 200, runs / 2 + 200);
    }
  }

  /** Go's TestSelectDuplicateChannel: a select that lost stands twice in one queue, in between. */
  @Rule({3, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selectDuplicateChannel_betweenOthers_leavesTheQueueIntact(ThreadKind kind)
      throws InterruptedException {
    Channel<Integer> shared = Channel.unbuffered();
    Channel<Integer> other = Channel.unbuffered();
    Outcome<Integer> before = Threads.start(kind, () -> shared.receive());
    Threads.await(() -> shared.toString().contains("receivers 1"), "the first");
    Outcome<SelectCase<?>> select =
        Threads.start(
            kind,
            () -> Select.await(shared.receiveCase(), other.receiveCase(), shared.receiveCase()));
    Threads.await(() -> shared.toString().contains("receivers 3"), "the select");
    Outcome<Integer> after = Threads.start(kind, () -> shared.receive());
    Threads.await(() -> shared.toString().contains("receivers 4"), "the last");
    other.send(9);
    assertThat(((ReceiveCase<?>) select.result()).value()).isEqualTo(9);
    shared.send(1);
    shared.send(2);
    assertThat(before.result()).isEqualTo(1);
    assertThat(after.result()).isEqualTo(2);
    assertThat(shared.toString()).endsWith("[open]");
  }

  /**
   * Go's TestSelectStress, in small: four senders and a sender by select against four receivers and
   * a receiver by select, on channels of several capacities.
   */
  @Rule({1, 2, 3, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selectStress_mixedPartners_passEveryValueOnce(ThreadKind kind) {
    int each = 1_000;
    List<Channel<Integer>> channels =
        List.of(
            Channel.unbuffered(), Channel.unbuffered(), Channel.buffered(2), Channel.buffered(3));
    ValueLedger<Integer> ledger = new ValueLedger<>();
    List<Outcome<Void>> all = new ArrayList<>();
    for (Channel<Integer> channel : channels) {
      all.add(
          Threads.start(
              kind,
              () -> {
                for (int i = 0; i < each; i++) {
                  int value = ThreadLocalRandom.current().nextInt(1_000_000);
                  ledger.sending(value, () -> channel.send(value));
                }
              }));
      all.add(
          Threads.start(
              kind,
              () -> {
                for (int i = 0; i < each; i++) {
                  ledger.received(channel.receive());
                }
              }));
    }
    all.add(Threads.start(kind, () -> sendBySelect(channels, each, ledger)));
    all.add(Threads.start(kind, () -> receiveBySelect(channels, each, ledger)));
    all.forEach(Outcome::result);
    ledger.assertExactlyOnce();
    assertThat(channels).allSatisfy(c -> assertThat(c.toString()).endsWith("[open]"));
  }

  /** Sends as many values on each channel, in whatever order they are taken. */
  private static void sendBySelect(
      List<Channel<Integer>> channels, int each, ValueLedger<Integer> ledger)
      throws InterruptedException {
    List<SendCase<Integer>> cases = new ArrayList<>();
    channels.forEach(channel -> cases.add(channel.sendCase(0)));
    int[] done = new int[channels.size()];
    for (int i = 0; i < each * channels.size(); i++) {
      int value = ThreadLocalRandom.current().nextInt(1_000_000);
      cases.forEach(one -> one.value(value));
      int chosen = cases.indexOf(Select.await(cases));
      ledger.sent(value);
      cases.get(chosen).enabled(++done[chosen] < each);
    }
  }

  private static void receiveBySelect(
      List<Channel<Integer>> channels, int each, ValueLedger<Integer> ledger)
      throws InterruptedException {
    List<ReceiveCase<Integer>> cases = new ArrayList<>();
    channels.forEach(channel -> cases.add(channel.receiveCase()));
    int[] done = new int[channels.size()];
    for (int i = 0; i < each * channels.size(); i++) {
      int chosen = cases.indexOf(Select.await(cases));
      ledger.received(cases.get(chosen).value());
      cases.get(chosen).enabled(++done[chosen] < each);
    }
  }
}
