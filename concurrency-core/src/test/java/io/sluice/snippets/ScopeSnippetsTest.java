package io.sluice.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.scope.Scope;
import io.sluice.scope.ScopeFailedException;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code that Javadoc shows does what Javadoc says. */
@Timeout(60)
class ScopeSnippetsTest {

  private final Context context = Context.background();

  @Test
  void run_returnsWhatTheTasksFound() throws Exception {
    ScopeSnippets.Page page =
        ScopeSnippets.page(
            context,
            (c, id) -> new ScopeSnippets.User("user " + id),
            (c, id) -> List.of("order of " + id),
            7);
    assertThat(page)
        .isEqualTo(new ScopeSnippets.Page(new ScopeSnippets.User("user 7"), List.of("order of 7")));
  }

  @Test
  void run_oneTaskFails_failsAndCancelsTheOther() {
    IllegalStateException failure = new IllegalStateException("no such user");
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                ScopeSnippets.page(
                    context,
                    (c, id) -> {
                      throw failure;
                    },
                    (c, id) -> Channel.<List<String>>never().receive(c),
                    7))
        .havingCause()
        .isSameAs(failure);
  }

  /** The JVM does not shut down here: the requests are, and then the thread that serves them. */
  @Test
  void cancelAfter_answersRequestsUntilItIsTold() throws Exception {
    Channel<String> requests = Channel.unbuffered();
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      var server = Threads.start(ThreadKind.VIRTUAL, () -> ScopeSnippets.serve(requests));
      requests.send("one");
      requests.send("two");
      Threads.await(() -> printed.toString(UTF_8).lines().count() == 2, "the answers");
      server.thread().interrupt();
      assertThat(server.failure()).isExactlyInstanceOf(InterruptedException.class);
    } finally {
      System.setOut(console);
    }
    assertThat(printed.toString(UTF_8).lines())
        .containsExactlyInAnyOrder("answered one", "answered two");
  }

  @Test
  void decorator_carriesTheUserOver() throws Exception {
    assertThat(
            Scope.<Integer>run(
                context, ScopeSnippets.decorated(), scope -> scope.fork(c -> 1).join()))
        .isEqualTo(1);
  }

  @Test
  void options_nameTheThreads() throws Exception {
    String name =
        Scope.run(
            context,
            ScopeSnippets.options(),
            scope -> scope.fork(c -> Thread.currentThread().getName()).join());
    assertThat(name).isEqualTo("thumbnails");
  }

  @Test
  void onceValue_andSingleFlight_yieldTheirValues() throws Exception {
    assertThat(ScopeSnippets.onceValue()).isEqualTo("read from a file");
    assertThat(ScopeSnippets.singleFlight(context, "Berlin")).isEqualTo("sunny in Berlin");
  }
}
