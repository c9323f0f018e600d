package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may fork, and when. */
@Timeout(60)
class ScopeForkTest {

  private final Context context = Context.background();

  @Test
  void fork_fromATask_isWaitedForToo() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    Scope.run(
        context,
        scope -> {
          scope.go(c -> spawn(scope, ended, 8));
          return null;
        });
    assertThat(ended).hasValue(511);
  }

  private static void spawn(Scope scope, AtomicInteger ended, int depth) {
    for (int i = 0; i < 2 && depth > 0; i++) {
      scope.go(c -> spawn(scope, ended, depth - 1));
    }
    ended.incrementAndGet();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void fork_fromAForeignThread_isWaitedForToo(ThreadKind kind) throws Exception {
    Channel<Void> mayEnd = Channel.unbuffered();
    AtomicReference<Subtask<String>> task = new AtomicReference<>();
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.<Void>run(
                    context,
                    scope -> {
                      task.set(Threads.start(kind, () -> waiting(scope, mayEnd)).result());
                      return null;
                    }));
    Threads.await(() -> task.get() != null, "the fork");
    Threads.awaitParked(run.thread());
    assertThat(task.get().outcome()).isEmpty();
    mayEnd.close();
    assertThat(run.result()).isNull();
    assertThat(task.get().outcome()).contains(new Outcome.Success<>("result"));
  }

  private static Subtask<String> waiting(Scope scope, Channel<Void> mayEnd) {
    return scope.fork(
        c -> {
          mayEnd.receiveOrClosed(c);
          return "result";
        });
  }

  @Test
  void fork_afterTheEnd_throws() throws Exception {
    AtomicReference<Scope> ended = new AtomicReference<>();
    Scope.run(
        context,
        scope -> {
          ended.set(scope);
          return null;
        });
    Scope scope = ended.get();
    assertThatIllegalStateException()
        .isThrownBy(() -> scope.fork(c -> 1))
        .withMessageContaining("ended");
    assertThatIllegalStateException().isThrownBy(() -> scope.fork("name", c -> 1));
    assertThatIllegalStateException().isThrownBy(() -> scope.go(c -> {}));
    assertThatIllegalStateException().isThrownBy(() -> scope.go("name", c -> {}));
    assertThatIllegalStateException().isThrownBy(() -> scope.channel(1));
    assertThat(scope.cancel(new IOException("too late"))).isFalse();
  }

  @Test
  void fork_fromAForeignThreadAtTheEnd_runsFullyOrThrows() throws Exception {
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      Channel<Scope> scopes = Channel.buffered(1);
      AtomicBoolean ran = new AtomicBoolean();
      var forker =
          Threads.start(
              ThreadKind.VIRTUAL,
              () -> {
                Scope scope = scopes.receive();
                try {
                  scope.go(c -> ran.set(true));
                  return true;
                } catch (IllegalStateException e) {
                  return false;
                }
              });
      Scope.run(
          context,
          scope -> {
            scopes.send(scope);
            return null;
          });
      boolean ranBeforeTheEnd = ran.get();
      boolean forked = forker.result();
      assertThat(ranBeforeTheEnd).isEqualTo(forked);
      assertThat(ran.get()).isEqualTo(forked);
      refused += forked ? 0 : 1;
    }
    System.out.println("forks at the end of a scope: " + refused + " of 2000 refused");
  }
}
