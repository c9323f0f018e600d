package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.receiveFromEither;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendCase;
import io.sluice.testkit.simulation.Options;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Select against its partners, in all schedules: exactly one case commits, what the other partners
 * brought is still theirs, and no queue keeps a trace of the cases that lost.
 */
@Tag("simulation")
class SelectSimulationTest {

  private static final Options DEEP = exhaustive(2, "io.sluice.channel");
  private static final Options WIDE = exhaustive(1, "io.sluice.channel");

  @Test
  @Rule({15, 18})
  void select_oneSender_receivesItsValue(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          List<Integer> received = new ArrayList<>();
          together(() -> received.add(receiveFromEither(a, b)), () -> b.send(1));
          return received + " " + idle(a, b);
        },
        "[1] true");
  }

  @Test
  @Rule({15, 18})
  void select_twoSenders_exactlyOneCommits(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                int first = receiveFromEither(a, b);
                received.add(first);
                received.add(first == 1 ? b.receive() : a.receive());
              },
              () -> a.send(1),
              () -> b.send(2));
          return received + " " + idle(a, b);
        },
        "[1, 2] true",
        "[2, 1] true");
  }

  /** A partner that comes late to a case that lost must not find the case in its next run. */
  @Test
  @Rule(18)
  void select_sameCasesTwice_noValueIsLostToALosingCase(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                ReceiveCase<Integer> fromA = a.receiveCase();
                ReceiveCase<Integer> fromB = b.receiveCase();
                for (int i = 0; i < 2; i++) {
                  received.add(Select.await(fromA, fromB) == fromA ? fromA.value() : fromB.value());
                }
              },
              () -> a.send(1),
              () -> b.send(2));
          return received + " " + idle(a, b);
        },
        "[1, 2] true",
        "[2, 1] true");
  }

  @Test
  @Rule({15, 18})
  void select_sendOrReceive_otherPartnerIsServedNext(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> in = Channel.unbuffered();
          Channel<Integer> out = Channel.unbuffered();
          List<String> done = new ArrayList<>();
          together(
              () -> {
                ReceiveCase<Integer> receive = in.receiveCase();
                SendCase<Integer> send = out.sendCase(2);
                if (Select.await(receive, send) == receive) {
                  done.add("received " + receive.value());
                  out.send(2);
                } else {
                  done.add("sent");
                  done.add("received " + in.receive());
                }
              },
              () -> in.send(1),
              () -> done.add("took " + out.receive()));
          return done.contains("took 2")
              + " "
              + done.contains("received 1")
              + " "
              + idle(in, out)
              + (done.contains("sent") ? " sent first" : " received first");
        },
        "true true true sent first",
        "true true true received first");
  }

  @Test
  @Rule(18)
  void select_sendsToTwoReceivers_oneGetsTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          String[] received = new String[2];
          together(
              () -> {
                SendCase<Integer> toA = a.sendCase(1);
                SendCase<Integer> toB = b.sendCase(2);
                if (Select.await(toA, toB) == toA) {
                  b.send(3);
                } else {
                  a.send(3);
                }
              },
              () -> received[0] = "a" + a.receive(),
              () -> received[1] = "b" + b.receive());
          return String.join(" ", received) + " " + idle(a, b);
        },
        "a1 b3 true",
        "a3 b2 true");
  }

  @Test
  @Rule({16, 18})
  void select_sameChannelTwice_oneCaseGetsTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          List<String> received = new ArrayList<>();
          together(
              () -> {
                ReceiveCase<Integer> first = channel.receiveCase();
                ReceiveCase<Integer> second = channel.receiveCase();
                Select.await(first, second);
                received.add(String.valueOf(first.received().orNull()));
                received.add(String.valueOf(second.received().orNull()));
                received.sort(null);
              },
              () -> channel.send(1));
          return received + " " + idle(channel);
        },
        "[1, null] true");
  }

  @Test
  @Rule(18)
  void select_lostManyTimes_leavesNoResidue(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> busy = Channel.unbuffered();
          Channel<Integer> silent = Channel.unbuffered();
          Channel<Integer> full = Channel.buffered(1);
          full.send(0);
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                ReceiveCase<Integer> fromBusy = busy.receiveCase();
                ReceiveCase<Integer> fromSilent = silent.receiveCase();
                SendCase<Integer> toFull = full.sendCase(9);
                for (int i = 0; i < 3; i++) {
                  Select.await(fromSilent, fromBusy, toFull);
                  received.add(fromBusy.value());
                }
              },
              () -> {
                for (int i = 1; i <= 3; i++) {
                  busy.send(i);
                }
              });
          return received + " " + idle(busy, silent) + " " + full.receive() + " " + idle(full);
        },
        "[1, 2, 3] true 0 true");
  }

  @Test
  @Rule(16)
  void awaitBiased_senderFillsInOrder_takesTheFirst(TestReporter reporter) {
    outcomes(reporter, DEEP, () -> biasedAgainstSendsInOrder(true), "first");
  }

  @Test
  @Rule(16)
  void awaitBiased_senderFillsInReverse_takesWhatIsThere(TestReporter reporter) {
    outcomes(reporter, DEEP, () -> biasedAgainstSendsInOrder(false), "first", "second");
  }

  private static String biasedAgainstSendsInOrder(boolean preferFirst) throws InterruptedException {
    Channel<String> a = Channel.buffered(1);
    Channel<String> b = Channel.buffered(1);
    String[] received = new String[1];
    together(
        () -> {
          ReceiveCase<String> fromA = a.receiveCase();
          ReceiveCase<String> fromB = b.receiveCase();
          SelectCase<?> choice =
              preferFirst ? Select.awaitBiased(fromA, fromB) : Select.awaitBiased(fromB, fromA);
          received[0] = choice == fromA ? fromA.value() : fromB.value();
        },
        () -> {
          a.send("first");
          b.send("second");
        });
    return received[0];
  }

  @Test
  @Rule(21)
  void select_disabledCase_neverFires(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.buffered(1);
          Channel<Integer> b = Channel.buffered(1);
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                ReceiveCase<Integer> fromA = a.receiveCase().enabled(false);
                ReceiveCase<Integer> fromB = b.receiveCase();
                Select.await(fromA, fromB);
                received.add(fromB.value());
              },
              () -> {
                a.send(1);
                b.send(2);
              });
          return received + " " + a.receive() + " " + idle(a, b);
        },
        "[2] 1 true");
  }
}
