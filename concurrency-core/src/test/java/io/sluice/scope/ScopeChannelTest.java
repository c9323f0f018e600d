package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Received;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels that are closed with their scope. */
@Timeout(60)
class ScopeChannelTest {

  private final Context context = Context.background();
  private final IOException failure = new IOException("no network");

  /** Lets the body go on, to look at the channels, when the scope is cancelled. */
  private final Options uninterrupted = Options.defaults().cooperative();

  /** A receiver that knows no context and that nobody interrupts. */
  private static Outcome<Received<String>> receiver(Channel<String> channel) {
    return Threads.startParked(ThreadKind.PLATFORM, () -> channel.receiveOrClosed());
  }

  @Test
  void goodEnd_closesWithoutCause() throws Exception {
    List<Outcome<Received<String>>> receivers = new ArrayList<>();
    Channel<String> channel =
        Scope.run(
            context,
            scope -> {
              Channel<String> made = scope.channel(0);
              receivers.add(receiver(made));
              return made;
            });
    assertThat(channel.receiveOrClosed()).isEqualTo(new Received.Closed<>(null));
    assertThat(receivers.get(0).result()).isEqualTo(new Received.Closed<>(null));
  }

  @Test
  void goodEnd_leavesWhatWasBuffered() throws Exception {
    Channel<String> channel =
        Scope.run(
            context,
            scope -> {
              Channel<String> made = scope.channel(2);
              assertThat(made.capacity()).isEqualTo(2);
              scope.go(c -> made.send(c, "result"));
              return made;
            });
    assertThat(channel.receive()).isEqualTo("result");
    assertThat(channel.tryReceive().isClosed()).isTrue();
  }

  @Test
  void goodEnd_closedByTheBody_staysAsItIs() throws Exception {
    Channel<String> channel =
        Scope.run(
            context,
            scope -> {
              Channel<String> made = scope.channel(0);
              made.close(failure);
              return made;
            });
    assertThat(channel.tryReceive()).isEqualTo(new Received.Closed<>(failure));
  }

  @Test
  void failure_closesWithIt_whileTheScopeStillRuns() {
    List<Channel<String>> channels = new ArrayList<>();
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    uninterrupted,
                    scope -> {
                      Channel<String> made = scope.channel(0);
                      channels.add(made);
                      var waiting = receiver(made);
                      scope.go(
                          c -> {
                            throw failure;
                          });
                      assertThat(waiting.result()).isEqualTo(new Received.Closed<>(failure));
                      return null;
                    }));
    assertThat(thrown).isInstanceOf(ScopeFailedException.class).hasCause(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(channels.get(0).tryReceive()).isEqualTo(new Received.Closed<>(failure));
  }

  @Test
  void cancel_wakesSendersAndReceiversThatKnowNoContext() throws Exception {
    Scope.run(
        context,
        uninterrupted,
        scope -> {
          Channel<String> full = scope.channel(0);
          Channel<String> empty = scope.channel(0);
          var sender = Threads.startParked(ThreadKind.VIRTUAL, () -> full.send("lost"));
          var receiving = Threads.startParked(ThreadKind.VIRTUAL, () -> empty.receive());
          scope.cancel(failure);
          assertThat(sender.failure()).isInstanceOf(ChannelClosedException.class).hasCause(failure);
          assertThat(receiving.failure())
              .isInstanceOf(ChannelClosedException.class)
              .hasCause(failure);
          return null;
        });
  }

  @Test
  void cancelWithoutCause_outerCancel_andDeadline_closeWithWhatTheContextTells() throws Exception {
    Channel<String> cancelled =
        Scope.run(
            context,
            scope -> {
              Channel<String> made = scope.channel(0);
              scope.cancel(null);
              return made;
            });
    assertThat(causeOf(cancelled)).isExactlyInstanceOf(CancelledException.class);
    try (var outer = context.withCancel()) {
      Channel<String> ended =
          Scope.run(
              outer,
              scope -> {
                Channel<String> made = scope.channel(0);
                outer.cancel(failure);
                return made;
              });
      assertThat(causeOf(ended)).isSameAs(failure);
    }
    Channel<String> late =
        Scope.run(
            context,
            Options.defaults().timeout(Duration.ofMillis(300)),
            scope -> {
              Channel<String> made = scope.channel(0);
              Threads.await(scope.context()::isDone, "the deadline");
              return made;
            });
    assertThat(causeOf(late)).isInstanceOf(DeadlineExceededException.class);
  }

  private static Throwable causeOf(Channel<String> closed) {
    return closed.tryReceive() instanceof Received.Closed<String>(Throwable cause) ? cause : null;
  }

  @Test
  void channel_ofACancelledScope_isClosedAtOnceOrSoon() throws Exception {
    Scope.run(
        context,
        uninterrupted,
        scope -> {
          scope.cancel(failure);
          Channel<String> made = scope.channel(0);
          Threads.await(() -> made.tryReceive().isClosed(), "the close");
          assertThat(causeOf(made)).isSameAs(failure);
          return null;
        });
  }

  @Test
  void channel_whenRunHasReturned_isClosed() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Channel<String> channel =
          Scope.run(
              context,
              scope -> {
                Channel<String> made = scope.channel(0);
                scope.go(c -> scope.cancel(failure));
                return made;
              });
      assertThat(causeOf(channel)).isSameAs(failure);
    }
  }

  @Test
  void negativeCapacity_isRefused() throws Exception {
    Scope.run(
        context,
        scope -> {
          assertThatIllegalArgumentException().isThrownBy(() -> scope.channel(-1));
          return null;
        });
  }
}
