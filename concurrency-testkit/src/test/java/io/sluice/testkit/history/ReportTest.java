package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final History history = new History();

  private String report(Model<?> model) {
    return catchThrowableOfType(AssertionError.class, () -> history.assertLinearizable(model))
        .getMessage();
  }

  private static void on(String thread, Runnable action) throws InterruptedException {
    Thread.ofVirtual().name(thread).start(action).join();
  }

  @Test
  void assertLinearizable_fails_showsPrefixCulpritAndLinearization() throws InterruptedException {
    Invocation[] receive = new Invocation[1];
    on("producer", () -> history.record("send", 1, () -> {}));
    on("consumer", () -> receive[0] = history.invoke("receive"));
    on("producer 2", () -> history.record("trySend", 2, () -> true));
    receive[0].returned(2);
    on("later", () -> history.record("tryReceive", () -> 1));
    assertThat(report(Models.queue(2)))
        .isEqualTo(
            """
            not linearizable as a queue of capacity 2: receive() -> 2 by "consumer" fits nowhere

            What happened until then (3 of 4 operations), time going down:
            event  producer  consumer   producer 2
                0  send(1)
                1  done
                2            receive()
                3            |          trySend(2)
                4            |          -> true
                5            -> 2

            All before that return is linearizable, for instance as
              send(1) done         then [1]
              trySend(2) -> true   then [1, 2]
            """);
  }

  @Test
  void assertLinearizable_laterOperations_doNotMatter() {
    history.record("send", 1, () -> {});
    history.record("receive", () -> 3);
    String before = report(Models.queue(2)).lines().skip(3).toList().toString();
    for (int i = 0; i < 100; i++) {
      history.record("send", i, () -> {});
    }
    assertThat(report(Models.queue(2)).lines().skip(3).toList()).hasToString(before);
  }

  @Test
  void assertLinearizable_oneKeyOfAMap_showsThatKeyOnly() {
    history.record("put", "a", 1, () -> null);
    history.record("put", "b", 2, () -> null);
    history.record("get", "a", () -> 2);
    assertThat(report(Models.map()))
        .contains("get(\"a\") -> 2")
        .contains("(2 of the 2 connected, of 3 operations)")
        .contains("then {a=1}")
        .doesNotContain("put(\"b\"");
  }

  @Test
  void assertLinearizable_longHistory_showsItsEnd() {
    for (int i = 0; i < 500; i++) {
      history.record("increment", () -> {});
    }
    history.record("get", () -> 499);
    assertThat(report(Models.counter(0)))
        .contains("(882 events before)")
        .doesNotContain("\n  881  ")
        .contains("\n  882  ");
  }

  @Test
  void assertLinearizable_interruptedLater_isShownAsRunning() {
    Invocation receive = history.invoke("receive");
    history.record("tryReceive", () -> 1);
    receive.threw(new InterruptedException());
    assertThat(report(Models.queue(1)))
        .doesNotContain("InterruptedException")
        .contains("receive()")
        .contains("(nothing had to take effect yet)");
  }

  @Test
  void assertLinearizable_halfDone_isShown() {
    Invocation send = history.invoke("send", 1);
    history.invoke("receive");
    send.returned();
    history.record("receive", () -> 1);
    assertThat(report(Models.queue(0)))
        .contains("send(1) done          then [] send(1) meets")
        .contains("receive() (running)");
  }

  @Test
  void toString_overlappingOperationsOfOneThread_haveColumnsOfTheirOwn() {
    Invocation first = history.invoke("send", 1);
    Invocation second = history.invoke("send", 2);
    first.returned(true);
    second.threw(new IllegalStateException());
    String thread = Thread.currentThread().getName();
    assertThat(history.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "event " + thread + " " + thread,
            "0 send(1)",
            "1 | send(2)",
            "2 -> true |",
            "3 threw IllegalStateException");
  }

  @Test
  void text_isAlikeInEveryRun() {
    Runnable lambda = () -> {};
    assertThat(Text.of(lambda)).isEqualTo("lambda");
    assertThat(Text.of(new Object())).isEqualTo("Object");
    assertThat(Text.of(new int[] {1, 2})).isEqualTo("[1, 2]");
    assertThat(Text.of(new String[] {"a"})).isEqualTo("[a]");
    assertThat(Text.of("a")).isEqualTo("\"a\"");
    assertThat(Text.of(null)).isEqualTo("null");
    assertThat(Text.of(List.of(1))).isEqualTo("[1]");
    assertThat(Text.of("x".repeat(100))).hasSize(40).endsWith("...");
  }

  @Test
  void check_undecided_saysSo() {
    // So many counts overlap that all subsets of them are reachable, and none leads to the end.
    for (int i = 0; i < 40; i++) {
      history.invoke("add", 1L << i);
    }
    history.record("get", () -> -1L);
    List<Operation> operations = history.operations();
    assertThatThrownBy(() -> Linearizability.check(Models.counter(0), operations, 10_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "too many of the 41 operations overlap to judge the history of a counter from 0;"
                + " use fewer threads, or record for a shorter time");
  }
}
