package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;
import io.sluice.scope.ScopeFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Failures, cancellations and deadlines of scopes, in all schedules. */
@Tag("simulation")
class ScopeFailureSimulationTest {

  private static final io.sluice.testkit.simulation.Options ALL = exhaustive(2, "io.sluice.scope");
  private static final io.sluice.testkit.simulation.Options FEWER =
      exhaustive(1, "io.sluice.scope");

  private static String outcomeOfRun(Scope.Body<?> body) {
    return outcomeOfRun(Context.background(), Options.defaults(), body);
  }

  /** How a scope's run ended, with its failures. */
  private static String outcomeOfRun(Context parent, Options options, Scope.Body<?> body) {
    try {
      return String.valueOf(Scope.run(parent, options, body));
    } catch (ScopeFailedException e) {
      List<String> suppressed =
          Arrays.stream(e.getSuppressed()).map(Throwable::getMessage).toList();
      return e.getCause().getMessage() + suppressed;
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Counts those who are inside, so that it shows if anybody is at the end. */
  private static final class Inside {
    private final AtomicInteger count = new AtomicInteger();

    /** Stays until cancelled, and what it throws then follows from that. */
    void untilCancelled(Context context) throws InterruptedException {
      count.incrementAndGet();
      try {
        Channel.never().receive(context);
      } finally {
        count.decrementAndGet();
      }
    }

    /** The same, for code that knows interrupts only. */
    void untilInterrupted() throws InterruptedException {
      count.incrementAndGet();
      try {
        Thread.sleep(Duration.ofDays(1));
      } finally {
        count.decrementAndGet();
      }
    }
  }

  private static Void fail(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  void fork_fails_cancelsSiblingsAndBody(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Inside inside = new Inside();
          String outcome =
              outcomeOfRun(
                  scope -> {
                    scope.go(inside::untilCancelled);
                    scope.go(context -> inside.untilInterrupted());
                    scope.go(context -> fail("A"));
                    inside.untilInterrupted();
                    return "not cancelled";
                  });
          return outcome + " " + inside.count;
        },
        "A[] 0");
  }

  /** The first is the cause, of the context's end too; the other is told if it happened at all. */
  @Test
  void fork_twoFail_firstIsTheCause(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Context[] context = new Context[1];
          String outcome =
              outcomeOfRun(
                  scope -> {
                    context[0] = scope.context();
                    scope.go(c -> fail("A"));
                    scope.go(c -> fail("B"));
                    return null;
                  });
          return context[0].cause().getMessage() + ": " + outcome;
        },
        "A: A[]",
        "A: A[B]",
        "B: B[]",
        "B: B[A]");
  }

  /** What a join throws on follows from the task's failure, and is not told twice. */
  @Test
  void join_taskFails_isToldOnce(TestReporter reporter) {
    outcomes(
        reporter, ALL, () -> outcomeOfRun(scope -> scope.fork(context -> fail("A")).join()), "A[]");
  }

  @Test
  void body_failsWhileTaskFails_firstIsTheCause(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () ->
            outcomeOfRun(
                scope -> {
                  scope.go(context -> fail("A"));
                  return fail("body");
                }),
        "A[body]",
        "body[A]",
        "body[]");
  }

  @Test
  void cancel_ofTheParentContext_endsAll(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Inside inside = new Inside();
          CancellableContext parent = Context.background().withCancel();
          Thread outside = start(parent::cancel);
          String outcome =
              outcomeOfRun(
                  parent,
                  Options.defaults(),
                  scope -> {
                    scope.go(inside::untilCancelled);
                    scope.go(context -> inside.untilInterrupted());
                    return "body";
                  });
          outside.join();
          return outcome + " " + inside.count + (Thread.interrupted() ? ", interrupted" : "");
        },
        "CancelledException 0");
  }

  /** Stopped by the scope's own cancel: the body's result stands. */
  @Test
  void cancel_ofTheScopeByTask_bodysResultStands(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Inside inside = new Inside();
          String outcome =
              outcomeOfRun(
                  scope -> {
                    scope.go(inside::untilCancelled);
                    scope.go(context -> scope.cancel(null));
                    return "body";
                  });
          return outcome + " " + inside.count;
        },
        "body 0");
  }

  @Test
  void interrupt_ofTheBodysThread_endsAll(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Inside inside = new Inside();
          Attempt running =
              Attempt.start(
                  () ->
                      outcomeOfRun(
                          scope -> {
                            scope.go(inside::untilCancelled);
                            inside.untilInterrupted();
                            return "not interrupted";
                          }));
          running.thread().interrupt();
          return running.outcome() + " " + inside.count;
        },
        "InterruptedException 0");
  }

  @Test
  void timeout_passes_endsAllAtThatVeryMoment(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Inside inside = new Inside();
          Duration timeout = Duration.ofNanos(1_001);
          long start = System.nanoTime();
          String outcome =
              outcomeOfRun(
                  Context.background(),
                  Options.defaults().timeout(timeout),
                  scope -> {
                    scope.go(inside::untilCancelled);
                    inside.untilInterrupted();
                    return "in time";
                  });
          return outcome + " " + inside.count + " " + (System.nanoTime() - start);
        },
        "the deadline of the context has passed[] 0 1001");
  }

  /** A task that swallows its interrupt is interrupted again, a tenth of a second later. */
  @Test
  void cancel_taskSwallowsTheInterrupt_isInterruptedAgain(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Inside inside = new Inside();
          boolean[] swallowed = new boolean[1];
          long start = System.nanoTime();
          String outcome =
              outcomeOfRun(
                  scope -> {
                    scope.go(
                        context -> {
                          try {
                            inside.untilInterrupted();
                          } catch (InterruptedException e) {
                            swallowed[0] = true;
                          }
                          inside.untilInterrupted();
                        });
                    return fail("body");
                  });
          long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
          return outcome + " " + inside.count + " " + (millis == (swallowed[0] ? 100 : 0));
        },
        "body[] 0 true");
  }
}
