package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is reported of accounts that do not agree. */
@Timeout(60)
class LedgerReportTest {

  private final ValueLedger<String> ledger = new ValueLedger<>();

  @Test
  void assertExactlyOnce_valueLost_tellsWhoSentIt() {
    on("producer", () -> ledger.sent("a"));
    on("producer 2", () -> ledger.sent("b"));
    on("consumer", () -> ledger.received("a"));

    assertThat(report(ledger::assertExactlyOnce))
        .isEqualTo(
            """
            of 2 values sent, 1 were received:
              1 lost: sent and never received
                b; sent by "producer 2" as its no. 1\
            """);
  }

  @Test
  void assertExactlyOnce_oneOfTwoEqualValuesLost_saysThatOneCame() {
    on("producer", () -> ledger.sent("a"));
    on("producer 2", () -> ledger.sent("a"));
    on("consumer", () -> ledger.received("a"));

    assertThat(report(ledger::assertExactlyOnce))
        .isEqualTo(
            """
            of 2 values sent, 1 were received:
              1 lost: received less often than sent
                a; sent by "producer" as its no. 1; sent by "producer 2" as its no. 1; \
            received by "consumer" as its no. 1\
            """);
  }

  @Test
  void assertExactlyOnce_valueDoubled_tellsWhoReceivedIt() {
    on("producer", () -> ledger.sent("a"));
    on("consumer", () -> ledger.received("a"));
    on("consumer 2", () -> ledger.received("a"));

    String expected =
        """
        of 1 values sent, 2 were received:
          1 doubled: received more often than sent
            a; sent by "producer" as its no. 1; received by "consumer" as its no. 1; \
        received by "consumer 2" as its no. 1\
        """;
    assertThat(report(ledger::assertExactlyOnce)).isEqualTo(expected);
    assertThat(report(ledger::assertAtMostOnce)).isEqualTo(expected);
  }

  @Test
  void assertExactlyOnce_refusedValueReceived_tellsWhoWasToldOtherwise() {
    on("producer", () -> ledger.notSent("a"));
    on("consumer", () -> ledger.received("a"));

    String expected =
        """
        of 0 values sent, 1 were received:
          1 received although their senders were told that they are not sent
            a; not sent by "producer" as its no. 1; received by "consumer" as its no. 1\
        """;
    assertThat(report(ledger::assertExactlyOnce)).isEqualTo(expected);
    assertThat(report(ledger::assertAtMostOnce)).isEqualTo(expected);
  }

  @Test
  void assertExactlyOnce_valueInvented_tellsWhoReceivedIt() {
    on("consumer", () -> ledger.received("a"));

    String expected =
        """
        of 0 values sent, 1 were received:
          1 invented: received and sent by nobody
            a; received by "consumer" as its no. 1\
        """;
    assertThat(report(ledger::assertExactlyOnce)).isEqualTo(expected);
    assertThat(report(ledger::assertAtMostOnce)).isEqualTo(expected);
  }

  @Test
  void assertSenderOrder_valuesReordered_showsThePair() {
    on(
        "producer",
        () -> {
          ledger.sent("a");
          ledger.sent("b");
        });
    on(
        "consumer",
        () -> {
          ledger.received("b");
          ledger.received("a");
        });

    ledger.assertExactlyOnce();
    assertThat(report(ledger::assertSenderOrder))
        .isEqualTo(
            """
            of 2 values sent, 2 were received:
              1 reordered: received after what the same sender sent later
                "consumer" received b before a, which "producer" sent first\
            """);
  }

  @Test
  void assertSenderOrder_severalAfterALaterOne_showsEachPair() {
    on(
        "producer",
        () -> {
          ledger.sent("a");
          ledger.sent("b");
          ledger.sent("c");
        });
    on(
        "consumer",
        () -> {
          ledger.received("c");
          ledger.received("a");
          ledger.received("b");
        });

    assertThat(report(ledger::assertSenderOrder))
        .isEqualTo(
            """
            of 3 values sent, 3 were received:
              2 reordered: received after what the same sender sent later
                "consumer" received c before a, which "producer" sent first
                "consumer" received c before b, which "producer" sent first\
            """);
  }

  @Test
  void assertSenderOrder_orderOfDifferentSendersOrReceivers_doesNotMatter() {
    on("producer", () -> ledger.sent("a"));
    on("producer 2", () -> ledger.sent("b"));
    on("producer 2", () -> ledger.sent("c"));
    on(
        "consumer",
        () -> {
          ledger.received("b");
          ledger.received("a");
        });
    on("consumer 2", () -> ledger.received("c"));

    ledger.assertSenderOrder();
  }

  @Test
  void assertExactlyOnce_severalKinds_showsAll() {
    on("producer", () -> ledger.sent("lost"));
    on("producer", () -> ledger.notSent("refused"));
    on(
        "consumer",
        () -> {
          ledger.received("refused");
          ledger.received("invented");
        });

    assertThat(report(ledger::assertExactlyOnce))
        .isEqualTo(
            """
            of 1 values sent, 2 were received:
              1 lost: sent and never received
                lost; sent by "producer" as its no. 1
              1 received although their senders were told that they are not sent
                refused; not sent by "producer" as its no. 1; received by "consumer" as its no. 1
              1 invented: received and sent by nobody
                invented; received by "consumer" as its no. 2\
            """);
  }

  @Test
  void assertExactlyOnce_thousandsLost_showsTenAndCountsTheRestWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      on(
          "producer",
          () -> {
            for (int i = 1; i <= 1_200; i++) {
              ledger.sent("v" + i);
            }
          });

      assertThat(report(ledger::assertExactlyOnce).lines())
          .hasSize(1 + 1 + 10 + 1)
          .startsWith(
              "of 1,200 values sent, 0 were received:",
              "  1,200 lost: sent and never received",
              "    v1; sent by \"producer\" as its no. 1",
              "    v2; sent by \"producer\" as its no. 2")
          .endsWith("    … 1190 more");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void assertExactlyOnce_threadWithoutName_isCalledByItsNumber(ThreadKind kind) {
    Thread thread = kind.unstarted(() -> ledger.sent("a"));
    thread.setName("");
    run(thread);

    assertThat(report(ledger::assertExactlyOnce))
        .endsWith("a; sent by #" + thread.threadId() + " as its no. 1");
  }

  private static void on(String thread, Runnable action) {
    run(Thread.ofVirtual().name(thread).unstarted(action));
  }

  private static void run(Thread thread) {
    thread.start();
    Threads.await(() -> !thread.isAlive(), "the end of " + thread);
  }

  private static String report(Runnable assertion) {
    return catchThrowableOfType(AssertionError.class, assertion::run).getMessage();
  }
}
