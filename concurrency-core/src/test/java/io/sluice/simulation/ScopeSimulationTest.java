package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;
import io.sluice.scope.Subtask;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Forking, joining and the end of a scope, in all schedules: nothing outlives it. */
@Tag("simulation")
class ScopeSimulationTest {

  private static final io.sluice.testkit.simulation.Options ALL = exhaustive(2, "io.sluice.scope");
  private static final io.sluice.testkit.simulation.Options FEWER =
      exhaustive(1, "io.sluice.scope");

  @Test
  @Rule(24)
  void run_twoTasks_haveEndedAndAreSeen(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER.races(true),
        () -> {
          int[] done = new int[3];
          int result =
              Scope.run(
                  Context.background(),
                  scope -> {
                    done[2] = 4;
                    scope.go(context -> done[0] = done[2] / 4);
                    scope.go(context -> done[1] = done[2] / 2);
                    return 8;
                  });
          return result + done[0] + done[1];
        },
        "11");
  }

  @Test
  @Rule(24)
  void join_whileTaskEnds_returnsItsResult(TestReporter reporter) {
    outcomes(
        reporter,
        ALL.races(true),
        () -> {
          int[] done = new int[1];
          return Scope.run(
              Context.background(),
              scope -> {
                Subtask<Integer> task = scope.fork(context -> done[0] = 1);
                return task.join() + done[0];
              });
        },
        "2");
  }

  /** The body has returned already; its tasks go on forking. */
  @Test
  void fork_byTaskAfterTheBody_hasEndedToo(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger ended = new AtomicInteger();
          Scope.run(
              Context.background(),
              scope -> {
                scope.go(
                    context -> {
                      scope.go(inner -> ended.incrementAndGet());
                      ended.incrementAndGet();
                    });
                return null;
              });
          return ended;
        },
        "2");
  }

  /** A fork from outside comes in time, and then the scope waits for it, or it is refused. */
  @Test
  void fork_fromOutsideAtTheEnd_hasEndedOrIsRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger ended = new AtomicInteger();
          String[] results = new String[1];
          Thread[] outside = new Thread[1];
          Scope.run(
              Context.background(),
              scope -> {
                outside[0] =
                    start(
                        () ->
                            results[0] =
                                outcomeOf(
                                    () -> {
                                      scope.go(context -> ended.incrementAndGet());
                                      return "forked";
                                    }));
                return null;
              });
          int atTheEnd = ended.get();
          outside[0].join();
          return results[0] + " " + atTheEnd + " " + ended;
        },
        "forked 1 1",
        "IllegalStateException 0 0");
  }

  /** One that comes while another is being counted in is not let in on the other's account. */
  @Test
  void fork_ofTwoFromOutsideAtTheEnd_haveEndedOrAreRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger forked = new AtomicInteger();
          AtomicInteger ended = new AtomicInteger();
          Thread[] outside = new Thread[2];
          Scope.run(
              Context.background(),
              scope -> {
                for (int i = 0; i < outside.length; i++) {
                  outside[i] = start(() -> forkUnlessEnded(scope, forked, ended));
                }
                return null;
              });
          int atTheEnd = ended.get();
          for (Thread thread : outside) {
            thread.join();
          }
          return forked + " " + atTheEnd + " " + ended;
        },
        "0 0 0",
        "1 1 1",
        "2 2 2");
  }

  private static void forkUnlessEnded(Scope scope, AtomicInteger forked, AtomicInteger ended) {
    try {
      scope.go(context -> ended.incrementAndGet());
    } catch (IllegalStateException e) {
      return;
    }
    forked.incrementAndGet();
  }

  @Test
  void fork_ofThreeAtLimitOne_runOneAtATime(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          AtomicInteger inside = new AtomicInteger();
          AtomicInteger most = new AtomicInteger();
          AtomicInteger ended = new AtomicInteger();
          Scope.run(
              Context.background(),
              Options.defaults().limit(1),
              scope -> {
                for (int i = 0; i < 3; i++) {
                  scope.go(
                      context -> {
                        int count = inside.incrementAndGet();
                        most.accumulateAndGet(count, Math::max);
                        inside.decrementAndGet();
                        ended.incrementAndGet();
                      });
                }
                return null;
              });
          return most + " " + ended;
        },
        "1 3");
  }

  /** What waits at a scope's channel without the context is released by the scope's end. */
  @Test
  void channel_receiverWithoutContext_isReleasedByCancel(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          String[] results = new String[1];
          Channel<Integer>[] made = newChannels();
          Thread[] outside = new Thread[1];
          Scope.run(
              Context.background(),
              scope -> {
                Channel<Integer> channel = scope.channel(0);
                made[0] = channel;
                outside[0] = start(() -> results[0] = outcomeOf(channel::receive));
                scope.go(context -> scope.cancel(null));
                return null;
              });
          boolean closed = made[0].tryReceive().isClosed();
          outside[0].join();
          return results[0] + " " + closed;
        },
        "ChannelClosedException true");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // one element, of the right type
  private static Channel<Integer>[] newChannels() {
    return new Channel[1];
  }

  /** A channel that is made while the scope ends is closed all the same, or not made. */
  @Test
  void channel_madeAtTheEnd_isClosedOrRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          String[] results = new String[1];
          Thread[] outside = new Thread[1];
          Scope.run(
              Context.background(),
              scope -> {
                outside[0] =
                    start(
                        () -> {
                          results[0] = outcomeOf(() -> scope.<Integer>channel(0).receive());
                        });
                return null;
              });
          outside[0].join();
          return results[0];
        },
        "ChannelClosedException",
        "IllegalStateException");
  }

  @Test
  void run_twoScopesAtOnce_doNotMeet(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          String[] results = new String[2];
          together(
              () ->
                  results[0] =
                      outcomeOf(
                          () ->
                              Scope.run(
                                  Context.background(),
                                  scope -> scope.fork(context -> "one").join())),
              () ->
                  results[1] =
                      outcomeOf(
                          () ->
                              Scope.run(
                                  Context.background(),
                                  scope -> {
                                    throw new IllegalStateException("other");
                                  })));
          return List.of(results);
        },
        "[one, ScopeFailedException]");
  }
}
