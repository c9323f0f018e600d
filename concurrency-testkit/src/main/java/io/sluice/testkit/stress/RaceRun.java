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
    for (RaceActor<S> actor : race.actors()) {
      Contestant contestant = new Contestant(actor);
      contestants.add(contestant);
      threads.put(actor.name(), contestant.thread);
    }
  }

  void run() {
    for (Contestant contestant : contestants) {
      contestant.thread.start();
    }
    try {
      for (int number = 0; number < race.rounds(); number++) {
        run(number);
      }
    } finally {
      announced = OVER;
    }
  }

  private void run(int number) {
    SplittableRandom random = new SplittableRandom(race.seed() ^ (0x9E3779B97F4A7C15L * number));
    for (Contestant contestant : contestants) {
      contestant.prepare(random);
    }
    Round round = new Round(number, kind, random.split(), threads);
    state = race.newState(round);
    announced = number + 1;
    awaitEnd(number);
    judge(number);
  }

  private void awaitEnd(int number) {
    long all = (long) contestants.size() * (number + 1);
    long start = System.nanoTime();
    for (int looks = 0; ended.get() != all; looks++) {
      Polling.relax(looks);
      if (System.nanoTime() - start > race.deadline().toNanos()) {
        throw hang(number);
      }
    }
  }

  private void judge(int number) {
    List<Throwable> failures = new ArrayList<>();
    List<@Nullable Object> outcome = new ArrayList<>();
    for (Contestant contestant : contestants) {
      Throwable failure = contestant.failure;
      if (failure != null && !race.isExpected(failure)) {
        failures.add(failure);
      } else if (contestant.actor.counted()) {
        outcome.add(failure != null ? failure.getClass() : contestant.result);
      }
    }
    Race.Body<? super S> arbiter = race.arbiter();
    if (failures.isEmpty() && arbiter != null) {
      try {
        outcome.add(arbiter.run(announcedState()));
      } catch (Throwable e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError(
              "the race failed in " + describe(number) + ": " + failures.get(0), failures.get(0));
      failures.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
    result.add(outcome);
  }

  private AssertionError hang(int number) {
    StringBuilder report =
        new StringBuilder("the race hangs in ")
            .append(describe(number))
            .append(", after ")
            .append(race.deadline());
    for (Contestant contestant : contestants) {
      report.append('\n');
      if (contestant.isDone(number)) {
        report.append("actor \"").append(contestant.actor.name()).append("\" has ended");
        report.append(
            contestant.failure == null
                ? " with " + contestant.result
                : " with " + contestant.failure);
      } else {
        report.append(ThreadReport.describe(contestant.thread, "actor"));
      }
    }
    AssertionError error = new AssertionError(report.toString());
    for (Contestant contestant : contestants) {
      if (!contestant.isDone(number)) {
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

    Contestant(RaceActor<S> actor) {
      this.actor = actor;
      thread = kind.unstarted(this::run);
      thread.setName(actor.name());
    }

    void prepare(SplittableRandom random) {
      delayNanos = race.delayNanos() == 0 ? 0 : random.nextLong(race.delayNanos());
      result = null;
      failure = null;
    }

    boolean isDone(int number) {
      return done > number;
    }

    private void run() {
      int round = 1;
      while (awaitAnnounced(round)) {
        // What interrupted the last round is none of this one's.
        Thread.interrupted();
        gather(round);
        delay();
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
        Polling.relax(looks++);
        seen = announced;
      }
      return seen == round;
    }

    private void gather(int round) {
      gathered.incrementAndGet();
      long all = (long) contestants.size() * round;
      for (int looks = 0; gathered.get() < all; looks++) {
        Polling.spin(looks);
      }
    }

    private void delay() {
      long start = System.nanoTime();
      while (System.nanoTime() - start < delayNanos) {
        Thread.onSpinWait();
      }
    }
  }
}
