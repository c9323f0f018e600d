package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The tests of Go's {@code golang.org/x/sync/singleflight}. There is no {@code DoChan}, and no
 * {@code Goexit}: a Java thread ends by returning or throwing.
 */
@Timeout(60)
class GoSingleFlightTest {

  private final SingleFlight<String, Object> group = new SingleFlight<>();
  private final Context context = Context.background();
  private final AtomicInteger calls = new AtomicInteger();

  private Outcome<Object> start(Scope.Task<Object> task) {
    return Threads.startParked(ThreadKind.VIRTUAL, () -> group.run(context, "key", task));
  }

  @Test
  void testDo() throws Exception {
    assertThat(group.run(context, "key", c -> "bar")).isEqualTo("bar");
    assertThat(group.run(context, "key", c -> null)).isNull();
  }

  @Test
  void testDoErr() throws Exception {
    IOException failure = new IOException("Some error");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () ->
                group.run(
                    context,
                    "key",
                    c -> {
                      throw failure;
                    }))
        .havingCause()
        .isSameAs(failure);
    // Nothing is kept.
    assertThat(group.run(context, "key", c -> "bar")).isEqualTo("bar");
  }

  @Test
  void testDoDupSuppress() throws Exception {
    Channel<Void> mayEnd = Channel.unbuffered();
    List<Outcome<Object>> callers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      callers.add(
          start(
              c -> {
                calls.incrementAndGet();
                mayEnd.receiveOrClosed(c);
                return "bar";
              }));
    }
    mayEnd.close();
    assertThat(callers).allSatisfy(caller -> assertThat(caller.result()).isEqualTo("bar"));
    assertThat(calls).hasValue(1);
    assertThat(group.run(context, "key", c -> calls.incrementAndGet())).isEqualTo(2);
  }

  @Test
  void otherKeys_runBesideEachOther() throws Exception {
    Channel<Void> mayEnd = Channel.unbuffered();
    Outcome<Object> slow =
        start(
            c -> {
              mayEnd.receiveOrClosed(c);
              return "slow";
            });
    assertThat(group.run(context, "other", c -> "quick")).isEqualTo("quick");
    mayEnd.close();
    assertThat(slow.result()).isEqualTo("slow");
  }

  @Test
  void testForget() throws Exception {
    Channel<Void> firstStarted = Channel.unbuffered();
    Channel<Void> unblockFirst = Channel.unbuffered();
    Channel<Void> unblockSecond = Channel.unbuffered();
    Outcome<Object> first =
        start(
            c -> {
              firstStarted.close();
              unblockFirst.receiveOrClosed(c);
              return 1;
            });
    firstStarted.receiveOrClosed();
    group.forget("key");
    Outcome<Object> second =
        start(
            c -> {
              unblockSecond.receiveOrClosed(c);
              return 2;
            });
    unblockFirst.close();
    assertThat(first.result()).isEqualTo(1);
    // The end of the first does not make the second forgotten.
    Outcome<Object> third = start(c -> 3);
    unblockSecond.close();
    assertThat(second.result()).isEqualTo(2);
    assertThat(third.result()).isEqualTo(2);
  }

  @Test
  void testForget_unknownKey_doesNothing() throws Exception {
    group.forget("unknown");
    assertThat(group.run(context, "unknown", c -> "bar")).isEqualTo("bar");
  }

  @Test
  void testPanicDo() {
    AssertionError failure =
        new AssertionError("invalid memory address or nil pointer dereference");
    Channel<Void> mayEnd = Channel.unbuffered();
    List<Outcome<Object>> callers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      callers.add(
          start(
              c -> {
                mayEnd.receiveOrClosed(c);
                throw failure;
              }));
    }
    mayEnd.close();
    assertThat(callers)
        .allSatisfy(
            caller ->
                assertThat(caller.failure())
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(failure));
  }

  @Test
  void manyCallers_ofManyKeys_getTheirValues() {
    List<Outcome<Object>> callers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String key = "key " + i % 7;
      callers.add(
          Threads.start(
              ThreadKind.VIRTUAL,
              () ->
                  group.run(
                      context,
                      key,
                      c -> {
                        calls.incrementAndGet();
                        return key;
                      })));
    }
    for (int i = 0; i < 2_000; i++) {
      assertThat(callers.get(i).result()).isEqualTo("key " + i % 7);
    }
    assertThat(calls.get()).isBetween(7, 2_000);
  }
}
