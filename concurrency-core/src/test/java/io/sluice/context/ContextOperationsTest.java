package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations of channels and select that are handed a context. */
@Timeout(60)
class ContextOperationsTest {

  private final CancellableContext context = Context.background().withCancel();
  private final IllegalStateException cause = new IllegalStateException("cause");
  private final Channel<Integer> ready = Channel.buffered(2);

  /** Each with a channel that is ready to be received from and sent to. */
  private List<Threads.Action> operations(Context with) {
    ReceiveCase<Integer> receive = ready.receiveCase();
    return List.of(
        () -> ready.receive(with),
        () -> ready.receiveOrClosed(with),
        () -> ready.forEach(with, value -> {}),
        () -> ready.send(with, 7),
        () -> Select.await(with, receive),
        () -> Select.await(with, ready.sendCase(7), receive),
        () -> Select.awaitBiased(with, receive),
        () -> Select.<Integer>of().receive(ready, value -> value).run(with),
        () -> Select.<Integer>of().receive(ready, value -> value).orElse(() -> -1).run(with));
  }

  @Rule({25, 26})
  @Test
  void operations_contextCancelled_throwThoughReady() throws InterruptedException {
    ready.send(1);
    context.cancel(cause);
    for (Threads.Action operation : operations(context.withCancel())) {
      assertThatExceptionOfType(CancelledException.class)
          .isThrownBy(operation::run)
          .isExactlyInstanceOf(CancelledException.class)
          .withCause(cause);
      assertThat(ready.size()).isEqualTo(1);
    }
    assertThat(ready.tryReceive()).isEqualTo(new Received.Value<>(1));
  }

  @Rule({25, 26, 31})
  @Test
  void operations_deadlinePassedUnobserved_throwThoughReady() throws InterruptedException {
    ready.send(1);
    Context late = context.withTimeout(Duration.ofNanos(1));
    Probe.awaitDeadline(late);
    for (Threads.Action operation : operations(late)) {
      assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(operation::run);
    }
    assertThat(ready.size()).isEqualTo(1);
    assertThat(context.isDone()).isFalse();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void operations_cancelledWhileParked_throwAndTransferNothing(ThreadKind kind)
      throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    List<Threads.Action> parking =
        List.of(
            () -> channel.receive(context),
            () -> Select.await(context, channel.receiveCase()),
            () -> channel.forEach(context, value -> {}),
            () -> Select.<Integer>of().receive(channel, value -> value).run(context));
    List<Outcome<Void>> parked = new ArrayList<>();
    for (Threads.Action operation : parking) {
      parked.add(Threads.startParked(kind, operation));
    }
    context.cancel(cause);
    for (Outcome<Void> each : parked) {
      assertThat(each.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
      assertThat(each.endedInterrupted()).isFalse();
    }
    assertThat(channel.trySend(1)).as("nobody waits any more").isFalse();
    Outcome<Void> sender =
        Threads.startParked(kind, () -> channel.send(Context.background().withCancel(), 2));
    assertThat(channel.receive()).isEqualTo(2);
    sender.result();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void send_deadlinePassesWhileParked_throwsAndKeepsTheValue(ThreadKind kind) {
    Channel<Integer> channel = Channel.unbuffered();
    Context timed = context.withTimeout(Duration.ofMillis(20));
    Outcome<Void> sender = Threads.start(kind, () -> channel.send(timed, 1));
    assertThat(sender.failure()).isInstanceOf(DeadlineExceededException.class);
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    Probe.awaitUnobserved(context);
  }

  @Rule({25, 33})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void operations_servedOrInterrupted_observeNoLonger(ThreadKind kind) throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    Context below = context.withTimeout(Probe.LONG);
    Outcome<Integer> served = Threads.startParked(kind, () -> channel.receive(below));
    Outcome<SelectCase<?>> chosen =
        Threads.startParked(kind, () -> Select.await(below, channel.receiveCase()));
    Outcome<Integer> interrupted = Threads.startParked(kind, () -> channel.receive(below));
    assertThat(Probe.observers(below)).isEqualTo(3);
    assertThat(Probe.isLinked(below, context)).isTrue();
    channel.send(1);
    channel.send(2);
    assertThat(served.result()).isEqualTo(1);
    chosen.result();
    interrupted.thread().interrupt();
    assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(Probe.observers(below)).isZero();
    assertThat(Probe.observers(context)).isZero();
    assertThat(Probe.isAlarmSet(below)).isFalse();
  }

  @Rule({25, 26})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_cancelRacesWithHandOver_endsOneWayOnly(ThreadKind kind) throws Exception {
    Channel<Integer> channel = Channel.unbuffered();
    for (int i = 0; i < 300; i++) {
      int value = i;
      CancellableContext mine = context.withCancel();
      Outcome<Integer> receiver = Threads.startParked(kind, () -> channel.receive(mine));
      Outcome<Boolean> sender =
          Threads.startRacing(ThreadKind.PLATFORM, () -> channel.trySend(value));
      mine.cancel(cause);
      if (sender.result()) {
        assertThat(receiver.result()).isEqualTo(value);
      } else {
        assertThat(receiver.failure()).isInstanceOf(CancelledException.class).hasCause(cause);
      }
      assertThat(mine.isDone()).isTrue();
      assertThat(Probe.observers(mine)).isZero();
    }
    assertThat(Probe.observers(context)).isZero();
  }
}
