package io.sluice.testkit.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a race on one kind of thread. Each actor has one thread for all rounds, so that a
 * round costs microseconds; between rounds the threads spin.
 *
 * <p>The calling thread conducts: it makes the state, announces the round, awaits that all actors
 * have ended, and judges. An actor that has seen the announcement gathers with the others, and only
 * then runs.
 */
final class RaceRun<S> {

  /** Announced when there is no further round. */
  private static final int OVER = -1;

  private final Race<S> race;
  private final ThreadKind kind;
  private final RaceResult result;
  private final long deadlineNanos;
  private final long longestDelayNanos;
  private final List<Contestant> contestants = new ArrayList<>();
  private final Map<String, Thread> threads = new LinkedHashMap<>();

  /** The announced round counted from 1, 0 before the first. Written by the conductor only. */
  private volatile int announced;

  /** Written before the round is announced, read by the actors after. */
  private @Nullable S state;

  /** How many actors have seen the announcement, and how many have ended, in all rounds. */
  private final AtomicLong gathered = new AtomicLong();

  private final AtomicLong ended = new AtomicLong();

  RaceRun(Race<S> race, ThreadKind kind, RaceResult result) {
    this.race = race;
    this.kind = kind;
    this.result = result;
    deadlineNanos = Polling.nanos(race.deadline());
    longestDelayNanos = Polling.nanos(race.delays());
    for (RaceActor<S> actor : race.actors()) {
      Contestant contestant = new Contestant(actor);
      contestants.add(contestant);
      threads.put(actor.name(), contestant.thread);
    }
  }

  void run() {
    try {
      for (Contestant contestant : contestants) {
        contestant.thread.start();
      }
      for (int number = 0; number < race.rounds(); number++) {
        run(number);
      }
    } finally {
      announced = OVER;
      contestants.stream()
          .filter(contestant -> !contestant.hangs)
          .forEach(Contestant::awaitThreadEnd);
    }
  }

  private void run(int number) {
    SplittableRandom random = new SplittableRandom(race.seed() ^ (0x9E3779B97F4A7C15L * number));
    // Drawn first: what a round is given depends neither on the delays nor on who takes part.
    Round round = new Round(number, kind, random.split(), threads, this::isInterrupted);
    for (Contestant contestant : contestants) {
      contestant.prepare(random);
    }
    try {
      state = race.newState(round);
    } catch (Throwable e) {
      throw failed(number, List.of(new Failure("what makes the state", e)));
    }
    announced = number + 1;
    awaitEnd(number);
    judge(number);
  }

  private boolean isInterrupted(Thread thread) {
    // In this order: the contestant notes first that it is interrupted, and is not then.
    return thread.isInterrupted()
        || contestants.stream().anyMatch(one -> one.thread.equals(thread) && one.interrupted);
  }

  private void awaitEnd(int number) {
    long all = (long) contestants.size() * (number + 1);
    long start = System.nanoTime();
    for (int looks = 0; ended.get() != all; looks++) {
      if (System.nanoTime() - start > deadlineNanos) {
        throw hang(number);
      }
      Polling.relax(looks);
    }
  }

  private void judge(int number) {
    List<Failure> failures = new ArrayList<>();
    List<@Nullable Object> outcome = new ArrayList<>();
    for (Contestant contestant : contestants) {
      Throwable failure = contestant.failure;
      if (failure != null && !race.isExpected(failure)) {
        failures.add(new Failure("actor \"" + contestant.actor.name() + "\"", failure));
      } else if (contestant.actor.counted()) {
        outcome.add(failure != null ? failure.getClass() : contestant.result);
      }
    }
    Race.Body<? super S> arbiter = race.arbiter();
    if (failures.isEmpty() && arbiter != null) {
      try {
        outcome.add(arbiter.run(announcedState()));
      } catch (Throwable e) {
        failures.add(new Failure("the arbiter", e));
      }
    }
    if (!failures.isEmpty()) {
      throw failed(number, failures);
    }
    result.add(outcome);
  }

  private AssertionError failed(int number, List<Failure> failures) {
    StringBuilder report = new StringBuilder("the race failed in ").append(describe(number));
    for (Failure failure : failures) {
      report.append('\n').append(failure.who).append(" threw ").append(failure.thrown);
    }
    AssertionError error = new AssertionError(report.toString(), failures.get(0).thrown);
    failures.stream().skip(1).forEach(failure -> error.addSuppressed(failure.thrown));
    return error;
  }

  private AssertionError hang(int number) {
    StringBuilder report =
        new StringBuilder("the race hangs in ")
            .append(describe(number))
            .append(", after ")
            .append(race.deadline());
    for (Contestant contestant : contestants) {
      contestant.hangs = contestant.done <= number;
      report.append('\n').append(contestant.describe());
    }
    AssertionError error = new AssertionError(report.toString());
    for (Contestant contestant : contestants) {
      if (contestant.hangs) {
        contestant.thread.interrupt();
      } else if (contestant.failure != null) {
        error.addSuppressed(contestant.failure);
      }
    }
    return error;
  }

  private String describe(int number) {
    return "round %d of %d on %s threads, seed %d"
        .formatted(number, race.rounds(), kind, race.seed());
  }

  @SuppressWarnings("NullAway") // read after an announcement only, and written before it
  private S announcedState() {
    return state;
  }

  /**
   * What failed in a round.
   *
   * @param who as reports call it
   */
  private record Failure(String who, Throwable thrown) {}

  /** One actor's thread, and its part in the current round. */
  private final class Contestant {
    private final RaceActor<S> actor;
    private final Thread thread;

    /** Written before the round is announced. */
    private long delayNanos;

    /** Written by the thread before it counts as ended, as is the failure. */
    private @Nullable Object result;

    private @Nullable Throwable failure;

    /** The last round that this actor has ended, counted from 1. Written by the thread only. */
    private volatile int done;

    /** Whether it was interrupted since this round began. Written by the thread only. */
    private volatile boolean interrupted;

    /** Whether it had not ended its last round in time. Only the conductor knows. */
    private boolean hangs;

    Contestant(RaceActor<S> actor) {
      this.actor = actor;
      thread = kind.unstarted(this::run);
      thread.setName(actor.name());
    }

    void prepare(SplittableRandom random) {
      delayNanos = longestDelayNanos == 0 ? 0 : random.nextLong(longestDelayNanos);
      result = null;
      failure = null;
    }

    String describe() {
      return hangs
          ? ThreadReport.describe(thread, "actor")
          : "actor \"%s\" has ended with %s"
              .formatted(actor.name(), failure == null ? result : failure);
    }

    void awaitThreadEnd() {
      Polling.await(
          Threads.DEADLINE,
          () -> !thread.isAlive(),
          () -> "the end of\n" + ThreadReport.describe(thread, "actor"));
    }

    private void run() {
      int round = 1;
      while (awaitAnnounced(round)) {
        // What interrupted the last round is none of this one's.
        Thread.interrupted();
        interrupted = false;
        if (!gather(round) || !delay(round)) {
          return;
        }
        try {
          result = actor.body().run(announcedState());
        } catch (Throwable e) {
          failure = e;
        }
        done = round;
        ended.incrementAndGet();
        round++;
      }
    }

    private boolean awaitAnnounced(int round) {
      int looks = 0;
      int seen = announced;
      while (seen != round && seen != OVER) {
        if (Thread.currentThread().isInterrupted()) {
          // It is to wait like the others: interrupted, it would keep a carrier to itself.
          interrupted = true;
          Thread.interrupted();
        }
        Polling.relax(looks++);
        seen = announced;
      }
      return seen == round;
    }

    /** False if the race was over before all had come: then they never will. */
    private boolean gather(int round) {
      gathered.incrementAndGet();
      long all = (long) contestants.size() * round;
      for (int looks = 0; gathered.get() < all; looks++) {
        if (announced != round) {
          return false;
        }
        Polling.relax(looks);
      }
      return true;
    }

    private boolean delay(int round) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < delayNanos) {
        if (announced != round) {
          return false;
        }
        Thread.onSpinWait();
      }
      return true;
    }
  }
}
