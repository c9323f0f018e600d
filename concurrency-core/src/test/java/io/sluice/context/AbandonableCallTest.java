package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Context#abandonable}: exactly one of return and disposal happens to a result. */
@Timeout(60)
class AbandonableCallTest {

  private final CancellableContext context = Context.background().withCancel();

  /** Ends the operation that waits for it. */
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private final CountDownLatch disposed = new CountDownLatch(1);

  private final AtomicReference<Thread> operationThread = new AtomicReference<>();
  private final AtomicReference<Thread> disposingThread = new AtomicReference<>();
  private final AtomicReference<Object> late = new AtomicReference<>();
  private final AtomicInteger disposals = new AtomicInteger();

  private String operate() throws InterruptedException {
    operationThread.set(Thread.currentThread());
    mayEnd.await();
    return "late";
  }

  private void dispose(Object value) {
    disposingThread.set(Thread.currentThread());
    late.set(value);
    disposals.incrementAndGet();
    disposed.countDown();
  }

  private void awaitEndOfOperation() throws InterruptedException {
    assertThat(operationThread.get().join(Threads.DEADLINE)).as("operation ended").isTrue();
  }

  private static void refuse(Object value) {
    throw new AssertionError("abandoned: " + value);
  }

  // ---- not abandoned ----

  @ParameterizedTest
  @EnumSource
  void abandonable_completes_returnsTheResult(ThreadKind kind) {
    Outcome<Thread> call =
        Threads.start(
            kind, () -> context.abandonable(Thread::currentThread, AbandonableCallTest::refuse));

    assertThat(call.result()).isNotSameAs(call.thread());
    assertThat(call.result().isVirtual()).as("a hang must not take a carrier").isFalse();
    assertThat(call.result().isDaemon()).isTrue();
    assertThat(call.endedInterrupted()).isFalse();
  }

  @Test
  void abandonable_ofBackground_returnsTheResult() throws Exception {
    assertThat(Context.background().<String>abandonable(() -> "done", AbandonableCallTest::refuse))
        .isEqualTo("done");
  }

  @ParameterizedTest
  @EnumSource
  void abandonable_fails_passesTheFailureUnchanged(ThreadKind kind) {
    for (Exception failure :
        List.of(
            new IOException("disk"),
            new IllegalStateException("state"),
            new InterruptedException("the operation's own"))) {
      Outcome<String> call =
          Threads.start(
              kind,
              () ->
                  context.<String>abandonable(
                      () -> {
                        throw failure;
                      },
                      AbandonableCallTest::refuse));

      assertThat(call.failure()).isSameAs(failure);
    }
  }

  @Test
  void abandonable_failsWithAnError_passesIt() {
    AssertionError failure = new AssertionError("broken");
    Outcome<String> call =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                context.<String>abandonable(
                    () -> {
                      throw failure;
                    },
                    AbandonableCallTest::refuse));

    assertThat(call.failure()).isSameAs(failure);
  }

  /** The type does not allow it, but what an operation returns is returned. */
  @Test
  void abandonable_resultIsNull_returnsNull() throws Exception {
    assertThat(context.<Object>abandonable(() -> null, AbandonableCallTest::refuse)).isNull();
  }

  // ---- on entry ----

  @Rule(26)
  @ParameterizedTest
  @EnumSource
  void abandonable_contextDone_throwsAndDoesNotRun(ThreadKind kind) {
    context.cancel();
    AtomicBoolean ran = new AtomicBoolean();
    Outcome<Boolean> call =
        Threads.start(
            kind,
            () ->
                context.<Boolean>abandonable(
                    () -> ran.getAndSet(true), AbandonableCallTest::refuse));

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(ran).isFalse();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void abandonable_threadInterruptedOnEntry_throwsAndDoesNotRun(ThreadKind kind) {
    AtomicBoolean ran = new AtomicBoolean();
    Outcome<Boolean> call =
        Threads.start(
            kind,
            () -> {
              Thread.currentThread().interrupt();
              return context.<Boolean>abandonable(
                  () -> ran.getAndSet(true), AbandonableCallTest::refuse);
            });

    assertThat(call.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(call.endedInterrupted()).isFalse();
    assertThat(ran).isFalse();
  }

  // ---- abandoned ----

  @ParameterizedTest
  @EnumSource
  void abandonable_cancelled_returnsAtOnceAndDisposesOfTheResult(ThreadKind kind)
      throws InterruptedException {
    RuntimeException cause = new RuntimeException("why");
    Outcome<String> call =
        Threads.startParked(kind, () -> context.abandonable(this::operate, this::dispose));

    context.cancel(cause);

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(call.endedInterrupted()).isFalse();
    assertDisposedOfWhenTheOperationEnds();
  }

  @ParameterizedTest
  @EnumSource
  void abandonable_deadlinePasses_returnsAndDisposesOfTheResult(ThreadKind kind)
      throws InterruptedException {
    Context limited = context.withTimeout(Duration.ofMillis(20));
    Outcome<String> call =
        Threads.start(kind, () -> limited.abandonable(this::operate, this::dispose));

    assertThat(call.failure()).isExactlyInstanceOf(DeadlineExceededException.class);
    Threads.await(() -> operationThread.get() != null, "the operation to begin");
    assertDisposedOfWhenTheOperationEnds();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void abandonable_interrupted_returnsAtOnceAndDisposesOfTheResult(ThreadKind kind)
      throws InterruptedException {
    Outcome<String> call =
        Threads.startParked(kind, () -> context.abandonable(this::operate, this::dispose));

    call.thread().interrupt();

    assertThat(call.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(call.endedInterrupted()).isFalse();
    assertDisposedOfWhenTheOperationEnds();
  }

  private void assertDisposedOfWhenTheOperationEnds() throws InterruptedException {
    Threads.await(() -> operationThread.get() != null, "the operation to begin");
    assertThat(operationThread.get().isAlive()).isTrue();
    assertThat(operationThread.get().isInterrupted()).as("left alone").isFalse();
    assertThat(disposals).hasValue(0);

    mayEnd.countDown();
    disposed.await();
    awaitEndOfOperation();

    assertThat(late).hasValue("late");
    assertThat(disposals).hasValue(1);
    assertThat(disposingThread.get()).isSameAs(operationThread.get());
  }

  @Test
  void abandonable_cancelledAndResultIsNull_nullIsHandedOver() throws InterruptedException {
    late.set("nothing yet");
    Outcome<String> call =
        Threads.startParked(
            ThreadKind.VIRTUAL,
            () ->
                context.<String>abandonable(
                    () -> {
                      operate();
                      return null;
                    },
                    this::dispose));
    context.cancel();
    assertThat(call.failure()).isInstanceOf(CancelledException.class);
    mayEnd.countDown();
    disposed.await();

    assertThat(late).hasValue(null);
  }

  @Test
  void abandonable_cancelledAndOperationFails_isLoggedOnce() throws InterruptedException {
    String log =
        loggedWhileAbandoned(
            () -> {
              throw new IOException("late failure");
            },
            this::dispose);

    assertThat(log).containsOnlyOnce("An abandoned operation failed");
    assertThat(log).containsOnlyOnce("late failure");
    assertThat(disposals).hasValue(0);
  }

  @Test
  void abandonable_cancelledAndDisposalFails_isLoggedOnce() throws InterruptedException {
    String log =
        loggedWhileAbandoned(
            () -> "late",
            value -> {
              dispose(value);
              throw new IllegalStateException("cannot dispose of it");
            });

    assertThat(log).containsOnlyOnce("Disposing of the result of an abandoned operation failed");
    assertThat(log).containsOnlyOnce("cannot dispose of it");
    assertThat(disposals).hasValue(1);
  }

  private interface Ending {
    String end() throws IOException;
  }

  private String loggedWhileAbandoned(Ending ending, Consumer<String> onAbandon)
      throws InterruptedException {
    Outcome<String> call =
        Threads.startParked(
            ThreadKind.VIRTUAL,
            () ->
                context.abandonable(
                    () -> {
                      operate();
                      return ending.end();
                    },
                    onAbandon));
    Threads.await(() -> operationThread.get() != null, "the operation to begin");
    context.cancel();
    assertThat(call.failure()).isInstanceOf(CancelledException.class);

    try (StandardError printed = StandardError.collect()) {
      mayEnd.countDown();
      awaitEndOfOperation();
      return printed.text();
    }
  }

  // ---- races ----

  @Rule(25)
  @ParameterizedTest
  @EnumSource
  void abandonable_cancelOrInterruptRacesWithTheEnd_resultGoesOneWayOnly(ThreadKind kind)
      throws InterruptedException {
    int returned = 0;
    int abandoned = 0;
    for (int round = 0; round < 2_000; round++) {
      boolean interrupt = round % 2 == 0;
      CancellableContext racing = Context.background().withCancel();
      SynchronousQueue<String> result = new SynchronousQueue<>();
      List<String> disposedOf = new ArrayList<>();
      AtomicReference<Thread> operating = new AtomicReference<>();
      Outcome<String> call =
          Threads.start(
              kind,
              () ->
                  racing.abandonable(
                      () -> {
                        operating.set(Thread.currentThread());
                        return result.take();
                      },
                      disposedOf::add));
      result.put("result");
      for (int i = round % 97; i > 0; i--) {
        Thread.onSpinWait();
      }
      if (interrupt) {
        call.thread().interrupt();
      } else {
        racing.cancel();
      }
      assertThat(operating.get().join(Threads.DEADLINE)).isTrue();
      Threads.await(call::isDone, "the call to end");
      if (disposedOf.isEmpty()) {
        assertThat(call.result()).isEqualTo("result");
        returned++;
      } else {
        assertThat(disposedOf).containsExactly("result");
        assertThat(call.failure()).isInstanceOf(InterruptedException.class);
        assertThat(call.endedInterrupted()).isFalse();
        abandoned++;
      }
    }
    assertThat(returned).as("of %d abandoned", abandoned).isPositive();
    assertThat(abandoned).as("of %d returned", returned).isPositive();
  }
}
