package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deep and wide trees, in threads with the default stack. */
@Rule(32)
@Timeout(60)
class CancelDepthTest {

  private static final int MANY = 100_000;

  private final CancellableContext root = Context.background().withCancel();
  private final IllegalStateException cause = new IllegalStateException("cause");

  private List<Context> chain() {
    List<Context> chain = new ArrayList<>(List.of(root));
    while (chain.size() < MANY) {
      chain.add(chain.getLast().withCancel());
    }
    return chain;
  }

  private List<Context> fan() {
    List<Context> fan = new ArrayList<>();
    while (fan.size() < MANY) {
      fan.add(root.withCancel());
    }
    return fan;
  }

  private void cancelRoot(ThreadKind kind) {
    assertThat(Threads.start(kind, () -> root.cancel(cause)).result()).isTrue();
  }

  private void assertAllEnded(List<Context> contexts) {
    for (Context context : contexts) {
      assertThat(context.state()).isEqualTo(State.CANCELLED);
      assertThat(context.cause()).isSameAs(cause);
      assertThat(Probe.observers(context)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_deepAndUnobserved_endsAllOnceAsked(ThreadKind kind) {
    List<Context> chain = chain();
    cancelRoot(kind);
    assertThat(Threads.start(kind, () -> chain.getLast().isDone()).result()).isTrue();
    // One who asks at the bottom tells all in between, so that the next need not go that far.
    assertThat(chain).allSatisfy(context -> assertThat(Probe.hasLatched(context)).isTrue());
    assertAllEnded(chain);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_deepAndObservedAtTheBottom_wakesAndEndsAll(ThreadKind kind) {
    List<Context> chain = chain();
    Outcome<Integer> parked =
        Threads.startParked(kind, () -> Channel.<Integer>never().receive(chain.getLast()));
    cancelRoot(kind);
    assertThat(parked.failure()).isInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(chain).allSatisfy(context -> assertThat(Probe.hasLatched(context)).isTrue());
    assertAllEnded(chain);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_deepAndObservedAllAlong_closesAllChannels(ThreadKind kind) {
    List<Context> chain = chain();
    List<ReceiveChannel<Void>> channels = new ArrayList<>();
    // Asking costs as much as there are ancestors: not everyone, therefore.
    for (int i = 0; i < MANY; i += 100) {
      channels.add(chain.get(i).done());
    }
    assertThat(Probe.observers(root)).isEqualTo(2);
    cancelRoot(kind);
    for (ReceiveChannel<Void> channel : channels) {
      assertThat(channel.tryReceive().isClosed()).isTrue();
    }
    assertAllEnded(chain);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void observers_deepAndGone_leaveNoLinkUpToTheRoot(ThreadKind kind) {
    List<Context> chain = chain();
    Outcome<Boolean> closed =
        Threads.start(
            kind,
            () -> {
              Context.Registration registration = chain.getLast().onCancel(() -> {});
              assertThat(Probe.observers(root)).isEqualTo(1);
              return registration.close();
            });
    assertThat(closed.result()).isTrue();
    assertThat(chain).allSatisfy(context -> assertThat(Probe.observers(context)).isZero());
    cancelRoot(kind);
    assertAllEnded(chain);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_wideAndObserved_closesAllChannels(ThreadKind kind) {
    List<Context> fan = fan();
    List<ReceiveChannel<Void>> channels = new ArrayList<>();
    for (Context context : fan) {
      channels.add(context.done());
    }
    assertThat(Probe.observers(root)).isEqualTo(MANY);
    cancelRoot(kind);
    for (ReceiveChannel<Void> channel : channels) {
      assertThat(channel.tryReceive().isClosed()).isTrue();
    }
    assertAllEnded(fan);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_wideAndUnobserved_endsAllAtOnce(ThreadKind kind) {
    List<Context> fan = fan();
    assertThat(Probe.observers(root)).isZero();
    cancelRoot(kind);
    assertAllEnded(fan);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void children_wideAndCancelledOneByOne_leaveTheParent(ThreadKind kind) {
    List<Context> fan = fan();
    for (Context context : fan) {
      context.done();
    }
    Threads.start(
            kind,
            () -> {
              for (Context context : fan) {
                assertThat(((CancellableContext) context).cancel(cause)).isTrue();
              }
            })
        .result();
    assertThat(Probe.observers(root)).isZero();
    assertThat(root.isDone()).isFalse();
    assertAllEnded(fan);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void deadline_deepAndInherited_endsItsOwnerAndAllBelow(ThreadKind kind) {
    CancellableContext timed = root.withTimeout(java.time.Duration.ofNanos(1));
    List<Context> chain = new ArrayList<>(List.of(timed));
    while (chain.size() < MANY) {
      chain.add(chain.getLast().withCancel());
    }
    assertThat(Threads.start(kind, () -> chain.getLast().state()).result())
        .isEqualTo(State.DEADLINE_EXCEEDED);
    assertThat(chain).allSatisfy(context -> assertThat(Probe.hasLatched(context)).isTrue());
    assertThat(chain.get(MANY / 2).cause()).isSameAs(timed.cause());
    assertThat(root.isDone()).isFalse();
  }
}
