package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Context#call} returns and throws, and in which state it leaves the thread. */
@Timeout(60)
class InterruptibleRegionTest {

  private final CancellableContext context = Context.background().withCancel();

  /** How many operations have begun to wait. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Waits for ever; interrupted, it throws. */
  private String hang() throws InterruptedException {
    waiting.incrementAndGet();
    new CountDownLatch(1).await();
    return "never";
  }

  /** Starts a call that waits for ever, and waits until it does. */
  private Outcome<String> startWaiting(ThreadKind kind, Context in) {
    int before = waiting.get();
    Outcome<String> outcome = Threads.start(kind, () -> in.call(this::hang));
    Threads.await(() -> waiting.get() > before, outcome.thread() + " to wait");
    return outcome;
  }

  /** Spins until the thread's interrupt status is set. */
  private static void awaitInterrupt() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  // ---- not cancelled ----

  @ParameterizedTest
  @EnumSource
  void call_operationCompletes_returnsItsResult(ThreadKind kind) {
    Outcome<String> call = Threads.start(kind, () -> context.call(() -> "done"));

    assertThat(call.result()).isEqualTo("done");
    assertThat(call.endedInterrupted()).isFalse();
  }

  @Test
  void call_resultIsNull_returnsNull() throws Exception {
    assertThat(context.<Object>call(() -> null)).isNull();
    assertThat(Context.background().<Object>call(() -> null)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void call_operationFails_passesTheFailureUnchanged(ThreadKind kind) {
    for (Throwable failure :
        List.of(
            new IOException("disk"),
            new IllegalStateException("state"),
            new AssertionError("error"),
            new SocketException("Connection reset"))) {
      Outcome<String> call =
          Threads.start(
              kind,
              () ->
                  context.call(
                      () -> {
                        if (failure instanceof Error error) {
                          throw error;
                        }
                        throw (Exception) failure;
                      }));

      assertThat(call.failure()).isSameAs(failure);
      assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    }
  }

  @ParameterizedTest
  @EnumSource
  void call_interruptedBySomebodyElse_passesTheInterrupt(ThreadKind kind) {
    Outcome<String> call = startWaiting(kind, context);

    call.thread().interrupt();

    assertThat(call.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(call.endedInterrupted()).isFalse();
    assertThat(context.isDone()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void call_interruptedBySomebodyElseAndIgnored_keepsTheStatus(ThreadKind kind) {
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                context.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      return "done";
                    }));

    assertThat(call.result()).isEqualTo("done");
    assertThat(call.endedInterrupted()).as("it is not the region's").isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void call_ofBackground_runsAndPassesInterrupts(ThreadKind kind) {
    Outcome<String> call = startWaiting(kind, Context.background());
    call.thread().interrupt();

    assertThat(call.failure()).isExactlyInstanceOf(InterruptedException.class);
  }

  // ---- on entry ----

  @Rule({25, 26})
  @ParameterizedTest
  @EnumSource
  void call_contextDone_throwsAndDoesNotRun(ThreadKind kind) {
    RuntimeException cause = new RuntimeException("why");
    context.cancel(cause);
    AtomicBoolean ran = new AtomicBoolean();
    Outcome<Boolean> call = Threads.start(kind, () -> context.call(() -> ran.getAndSet(true)));

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(ran).isFalse();
  }

  @Rule({26, 31})
  @ParameterizedTest
  @EnumSource
  void call_deadlinePassed_throwsAndDoesNotRun(ThreadKind kind) {
    AtomicBoolean ran = new AtomicBoolean();
    Context late = Context.background().withTimeout(Duration.ZERO).withValue(KEY, "value");
    Outcome<Boolean> call = Threads.start(kind, () -> late.call(() -> ran.getAndSet(true)));

    assertThat(call.failure()).isExactlyInstanceOf(DeadlineExceededException.class);
    assertThat(ran).isFalse();
  }

  private static final Context.Key<String> KEY = Context.Key.of("key");

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void call_threadInterruptedOnEntry_throwsAndDoesNotRun(ThreadKind kind) {
    for (Context one : List.of(context, Context.background())) {
      AtomicBoolean ran = new AtomicBoolean();
      Outcome<Boolean> call =
          Threads.start(
              kind,
              () -> {
                Thread.currentThread().interrupt();
                return one.call(() -> ran.getAndSet(true));
              });

      assertThat(call.failure()).isExactlyInstanceOf(InterruptedException.class);
      assertThat(call.endedInterrupted()).as("the exception stands for the status").isFalse();
      assertThat(ran).isFalse();
    }
  }

  @Rule(26)
  @ParameterizedTest
  @EnumSource
  void call_contextDoneAndThreadInterrupted_cancellationWinsAndStatusStays(ThreadKind kind) {
    context.cancel();
    Outcome<String> call =
        Threads.start(
            kind,
            () -> {
              Thread.currentThread().interrupt();
              return context.call(() -> "ran");
            });

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(call.endedInterrupted()).as("nobody was told of the interrupt").isTrue();
  }

  // ---- cancelled ----

  @ParameterizedTest
  @EnumSource
  void call_cancelled_interruptsAndNamesTheInterruptAsCause(ThreadKind kind) {
    Outcome<String> call = startWaiting(kind, context);

    assertThat(context.cancel()).isTrue();

    assertThat(call.failure())
        .isExactlyInstanceOf(CancelledException.class)
        .hasCauseExactlyInstanceOf(InterruptedException.class)
        .hasNoSuppressedExceptions();
    assertThat(call.endedInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void call_cancelledWithCause_suppressesTheInterrupt(ThreadKind kind) {
    RuntimeException cause = new RuntimeException("why");
    Outcome<String> call = startWaiting(kind, context);

    context.cancel(cause);

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(call.failure().getSuppressed())
        .singleElement()
        .isExactlyInstanceOf(InterruptedException.class);
    assertThat(cause).hasNoSuppressedExceptions();
  }

  @Rule({27, 31})
  @ParameterizedTest
  @EnumSource
  void call_deadlinePasses_interruptsAndTellsSo(ThreadKind kind) {
    Duration timeout = Duration.ofMillis(30);
    long start = System.nanoTime();
    Context limited = Context.background().withTimeout(timeout).withCancel();
    Outcome<String> call = Threads.start(kind, () -> limited.call(this::hang));

    assertThat(call.failure())
        .isExactlyInstanceOf(DeadlineExceededException.class)
        .hasCauseExactlyInstanceOf(InterruptedException.class);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(timeout.toNanos());
    assertThat(call.endedInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void call_cancelledAndOperationThrowsWhatStandsForAnInterrupt_isConverted(ThreadKind kind) {
    for (Exception standing :
        List.of(
            new InterruptedException("own"),
            new ClosedByInterruptException(),
            new InterruptedIOException(),
            new SocketException("Closed by interrupt"))) {
      try (CancellableContext inner = Context.background().withCancel()) {
        Outcome<String> call =
            Threads.start(kind, () -> inner.call(() -> failOnce(inner, standing)));

        assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(standing);
        assertThat(call.endedInterrupted()).isFalse();
      }
    }
  }

  private static String failOnce(CancellableContext context, Exception failure) throws Exception {
    context.cancel();
    awaitInterrupt();
    throw failure;
  }

  @ParameterizedTest
  @EnumSource
  void call_cancelledAndOperationFailsOnItsOwn_passesTheFailureUnchanged(ThreadKind kind) {
    for (Exception own :
        List.of(
            new IOException("disk"),
            new SocketException("Connection reset"),
            new IllegalStateException("state"))) {
      try (CancellableContext inner = Context.background().withCancel()) {
        Outcome<String> call = Threads.start(kind, () -> inner.call(() -> failOnce(inner, own)));

        assertThat(call.failure()).isSameAs(own).hasNoCause().hasNoSuppressedExceptions();
        assertThat(call.endedInterrupted()).as("the region's interrupt ends with it").isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void call_notCancelledAndOperationThrowsWhatStandsForAnInterrupt_passesIt(ThreadKind kind) {
    InterruptedIOException own = new InterruptedIOException("own");
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                context.call(
                    () -> {
                      throw own;
                    }));

    assertThat(call.failure()).isSameAs(own);
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void call_cancelledButOperationCompletes_returnsTheResultAndClearsTheStatus(ThreadKind kind) {
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                context.call(
                    () -> {
                      context.cancel();
                      awaitInterrupt();
                      return "done";
                    }));

    assertThat(call.result()).isEqualTo("done");
    assertThat(call.endedInterrupted()).isFalse();
    assertThat(context.isDone()).isTrue();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void call_cancelledAfterwards_doesNotInterrupt(ThreadKind kind) {
    Outcome<String> call =
        Threads.start(
            kind,
            () -> {
              String result = context.call(() -> "done");
              context.cancel();
              return result;
            });

    assertThat(call.result()).isEqualTo("done");
    assertThat(call.endedInterrupted()).isFalse();
  }

  @Rule(33)
  @Test
  void call_ended_observesTheContextNoMore() throws Exception {
    boolean observed = context.call(() -> RegionProbe.regionOf(context) != null);

    assertThat(observed).isTrue();
    assertThat(RegionProbe.regionOf(context)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void call_manyThreadsInOneContext_allAreInterrupted(ThreadKind kind) {
    List<Outcome<String>> calls =
        List.of(
            startWaiting(kind, context), startWaiting(kind, context), startWaiting(kind, context));

    context.cancel();

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.failure()).isInstanceOf(CancelledException.class));
  }

  @Rule(28)
  @ParameterizedTest
  @EnumSource
  void call_operationWaits_holdsNoLockOfTheContext(ThreadKind kind) throws Exception {
    Outcome<String> waiting = startWaiting(kind, context);
    ReentrantLock lock = new ReentrantLock();
    Outcome<Boolean> other =
        Threads.start(
            kind,
            () -> {
              boolean prevented = context.onCancel(lock::lock).close();
              return context.call(() -> prevented && !context.isDone());
            });

    assertThat(other.result()).isTrue();
    context.cancel();
    assertThat(waiting.failure()).isInstanceOf(CancelledException.class);
  }
}
