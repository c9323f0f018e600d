package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that is computed once, with the tests of Go's {@code sync.OnceValue} among these. */
@Timeout(60)
class OnceValueTest {

  private final AtomicInteger calls = new AtomicInteger();
  private final Channel<Void> begun = Channel.unbuffered();
  private final Channel<Void> mayEnd = Channel.unbuffered();

  /** A value whose computation waits for {@link #mayEnd}. */
  private final OnceValue<String> slow =
      OnceValue.of(
          () -> {
            calls.incrementAndGet();
            begun.close();
            mayEnd.receiveOrClosed();
            return "value";
          });

  /** TestOnceValue. */
  @Test
  void get_severalTimes_computesOnce() throws Exception {
    OnceValue<Integer> value = OnceValue.of(calls::incrementAndGet);
    assertThat(calls).hasValue(0);
    assertThat(value).hasToString("OnceValue[not computed]");
    for (int i = 0; i < 3; i++) {
      assertThat(value.get()).isEqualTo(1);
    }
    assertThat(value.get(Context.background())).isEqualTo(1);
    assertThat(calls).hasValue(1);
    assertThat(value).hasToString("OnceValue[Success[value=1]]");
  }

  @Test
  void get_nullValue_isAValue() throws Exception {
    OnceValue<Object> value =
        OnceValue.of(
            () -> {
              calls.incrementAndGet();
              return null;
            });
    assertThat(value.get()).isNull();
    assertThat(value.get()).isNull();
    assertThat(calls).hasValue(1);
  }

  /** TestOnce. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void get_byManyAtOnce_computesOnce(ThreadKind kind) {
    for (int round = 0; round < 50; round++) {
      AtomicInteger computed = new AtomicInteger();
      OnceValue<int[]> value = OnceValue.of(() -> new int[] {computed.incrementAndGet()});
      List<io.sluice.testkit.stress.Outcome<int[]>> getters = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        getters.add(Threads.start(kind, () -> value.get()));
      }
      int[] first = getters.get(0).result();
      assertThat(getters).allSatisfy(getter -> assertThat(getter.result()).isSameAs(first));
      assertThat(first).containsExactly(1);
      assertThat(computed).hasValue(1);
    }
  }

  static List<Throwable> failures() {
    return List.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new InterruptedException("own"),
        new AssertionError("error"));
  }

  /** TestOnceFuncPanic, TestOnceValuePanic, TestOncePanic: it is kept, and not tried again. */
  @ParameterizedTest
  @MethodSource("failures")
  void get_computationFails_throwsTheSameFailureEachTime(Throwable failure) {
    OnceValue<String> value =
        OnceValue.of(
            () -> {
              calls.incrementAndGet();
              if (failure instanceof Error error) {
                throw error;
              }
              throw (Exception) failure;
            });
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(value::get)
          .havingCause()
          .isSameAs(failure);
    }
    assertThat(calls).hasValue(1);
  }

  /** TestOnceFuncPanicTraceback: the stack tells where the computation failed. */
  @Test
  void get_computationFails_stackTellsWhere() {
    OnceValue<Integer> value = OnceValue.of(new Failing());
    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowable(value::get).getCause())
          .hasStackTraceContaining(Failing.class.getName() + ".call");
    }
  }

  private static final class Failing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("x");
    }
  }

  @Test
  void get_failureWhileOthersWait_reachesEach() {
    IOException failure = new IOException("no file");
    OnceValue<String> value =
        OnceValue.of(
            () -> {
              mayEnd.receiveOrClosed();
              throw failure;
            });
    var first = Threads.startParked(ThreadKind.VIRTUAL, () -> value.get());
    var second = Threads.startParked(ThreadKind.PLATFORM, () -> value.get());
    mayEnd.close();
    assertThat(first.failure()).isInstanceOf(ExecutionException.class).hasCause(failure);
    assertThat(second.failure()).isInstanceOf(ExecutionException.class).hasCause(failure);
  }

  @Test
  void get_byTheComputation_isRefusedThere() {
    AtomicReference<OnceValue<String>> self = new AtomicReference<>();
    self.set(OnceValue.of(() -> self.get().get()));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> self.get().get())
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessageContaining("own value");
  }

  @Test
  void computation_runsInAThreadOfItsOwn() throws Exception {
    OnceValue<Thread> value = OnceValue.of(Thread::currentThread);
    assertThat(value.get()).isNotSameAs(Thread.currentThread());
    assertThat(value.get().isVirtual()).isTrue();
    assertThat(value.get().getName()).isEqualTo("once-value");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void get_firstCallerIsInterrupted_theOthersGetTheValue(ThreadKind kind) throws Exception {
    var first = Threads.startParked(kind, () -> slow.get());
    var second = Threads.startParked(kind, () -> slow.get());
    first.thread().interrupt();
    assertThat(first.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(first.endedInterrupted()).isFalse();
    mayEnd.close();
    assertThat(second.result()).isEqualTo("value");
    assertThat(slow.get()).isEqualTo("value");
    assertThat(calls).hasValue(1);
  }

  @Test
  void get_allCallersAreCancelled_theValueIsComputedAllTheSame() throws Exception {
    CancellableContext context = Context.background().withCancel();
    IOException cause = new IOException("cause");
    var first = Threads.startParked(ThreadKind.VIRTUAL, () -> slow.get(context));
    var second = Threads.startParked(ThreadKind.VIRTUAL, () -> slow.get(context));
    context.cancel(cause);
    assertThat(first.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(second.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    mayEnd.close();
    assertThat(slow.get()).isEqualTo("value");
    assertThat(calls).hasValue(1);
  }

  @Test
  void get_signalOfAnyKind_endsTheWaitAndIsUnsubscribed() throws Exception {
    ManualSignal signal = new ManualSignal();
    var waiting = Threads.startParked(ThreadKind.VIRTUAL, () -> slow.get(signal));
    assertThat(signal.subscriptions()).isOne();
    signal.give();
    assertThat(waiting.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(signal.subscriptions()).isZero();
    mayEnd.close();
    assertThat(slow.get()).isEqualTo("value");
  }

  @Test
  void get_onEntryCancelledOrInterrupted_throwsThoughTheValueIsKnown() throws Exception {
    mayEnd.close();
    assertThat(slow.get()).isEqualTo("value");
    ManualSignal given = new ManualSignal();
    given.give();
    assertThatExceptionOfType(ManualSignal.GivenException.class).isThrownBy(() -> slow.get(given));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(slow::get);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void get_onEntryCancelledOrInterrupted_computesNothing() {
    ManualSignal given = new ManualSignal();
    given.give();
    OnceValue<Integer> value = OnceValue.of(calls::incrementAndGet);
    assertThatExceptionOfType(ManualSignal.GivenException.class).isThrownBy(() -> value.get(given));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(value::get);
    assertThat(calls).hasValue(0);
    assertThat(value).hasToString("OnceValue[not computed]");
  }
}
