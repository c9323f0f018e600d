package io.sluice.context;

import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread runs guarded regions, single ones and nested ones, and another one cancels them, at
 * random moments: before, while and after they are left.
 *
 * <p>What the running thread finds is judged on the spot: an interrupt status that nobody who is
 * still to be served has set is stale; a wait that a cancelled region's code goes into and that
 * nobody interrupts was swallowed.
 */
final class RegionStorm {

  /** What a region's code does. */
  private enum Code {
    COMPUTE,
    COMPUTE_AND_CONSUME,
    PARK,
    SLEEP,
    QUEUE
  }

  /** Who is cancelled, in which order. */
  private enum Plan {
    INNER(false),
    OUTER(true),
    INNER_THEN_OUTER(true),
    OUTER_THEN_INNER(true);

    final boolean outerIsCancelled;

    Plan(boolean outerIsCancelled) {
      this.outerIsCancelled = outerIsCancelled;
    }
  }

  /** Whose interrupt the code of an inner region has used up. */
  private enum Interrupts {
    NONE_BUT_OWN,
    OUTERS,
    SOMEBODYS
  }

  /** What the canceller is given to do. */
  private static final class Round {
    final Plan plan;
    final CancellableContext outer;
    final CancellableContext inner;

    Round(Plan plan, CancellableContext outer, CancellableContext inner) {
      this.plan = plan;
      this.outer = outer;
      this.inner = inner;
    }
  }

  private static final Round END = new Round(Plan.INNER, null, null);

  /** One region in so many waits: waits cost a hundred times what the others do. */
  private static final int WAIT_ODDS = 64;

  private static final int NESTED_ODDS = 4;
  private static final int MOST_DOUBLINGS = 8;
  private static final int YIELD_MASK = 0xfff;
  private static final int MOST_SPINS = 2_000;

  /** How long a thread waits for the canceller, who always comes. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final SplittableRandom random;
  private final SplittableRandom cancellersRandom;
  private final BlockingQueue<Integer> empty = new LinkedBlockingQueue<>();
  private volatile Round published;

  /** The round that the canceller is about to cancel, or has. */
  private volatile Round taken;

  // What follows belongs to the running thread.

  private final RegionTally tally = new RegionTally();
  private InterruptibleRegion region;
  private boolean ran;
  private boolean armedAtTheEnd;
  private boolean consumed;

  private RegionStorm(long seed) {
    random = new SplittableRandom(seed);
    cancellersRandom = random.split();
  }

  /** Runs so many regions in a thread of the given kind. */
  static RegionTally run(ThreadKind kind, long regions, long seed) {
    RegionStorm storm = new RegionStorm(seed);
    Outcome<Void> canceller = Threads.start(ThreadKind.PLATFORM, storm::cancelRounds);
    Outcome<RegionTally> runner = Threads.start(kind, () -> storm.runRounds(regions));
    awaitEnd(runner);
    storm.published = END;
    canceller.result();
    return runner.result();
  }

  /** Without a limit of its own: a long run takes its time, and the test has a limit. */
  private static void awaitEnd(Outcome<?> runner) {
    try {
      runner.thread().join();
    } catch (InterruptedException e) {
      throw new AssertionError("the test was given up", e);
    }
  }

  // ---- the canceller ----

  private void cancelRounds() {
    for (Round last = null, next = awaitNext(null); next != END; next = awaitNext(last)) {
      last = next;
      taken = next;
      spin(cancellersRandom);
      switch (next.plan) {
        case INNER -> next.inner.cancel();
        case OUTER -> next.outer.cancel();
        case INNER_THEN_OUTER -> {
          next.inner.cancel();
          spin(cancellersRandom);
          next.outer.cancel();
        }
        case OUTER_THEN_INNER -> {
          next.outer.cancel();
          spin(cancellersRandom);
          next.inner.cancel();
        }
      }
    }
  }

  private Round awaitNext(Round last) {
    for (int spins = 1; ; spins++) {
      Round next = published;
      if (next != last) {
        return next;
      }
      if ((spins & YIELD_MASK) == 0) {
        LockSupport.parkNanos(1);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  // ---- the running thread ----

  private RegionTally runRounds(long regions) throws Exception {
    while (tally.regions < regions && tally.isExact()) {
      Code code = code();
      if (random.nextInt(NESTED_ODDS) == 0) {
        runNested(code);
      } else {
        CancellableContext context = Context.background().withCancel();
        if (runInner(new Round(Plan.INNER, null, context), code) == Interrupts.OUTERS) {
          tally.stale++; // and there is no outer one
        }
      }
      if (Thread.interrupted()) {
        tally.stale++;
      }
    }
    return tally;
  }

  private Code code() {
    if (random.nextInt(WAIT_ODDS) == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> Code.PARK;
        case 1 -> Code.SLEEP;
        default -> Code.QUEUE;
      };
    }
    return random.nextInt(4) == 0 ? Code.COMPUTE_AND_CONSUME : Code.COMPUTE;
  }

  private void runNested(Code code) throws Exception {
    CancellableContext outer = Context.background().withCancel();
    Context above = random.nextInt(4) == 0 ? outer : Context.background();
    Round round =
        new Round(Plan.values()[random.nextInt(Plan.values().length)], outer, above.withCancel());
    tally.regions++;
    try {
      outer.call(
          () -> {
            runOuter(round, code);
            return null;
          });
    } catch (CancelledException e) {
      tally.outerEnded++;
    }
  }

  /** The code of the outer region: what the inner one has left must be right. */
  private void runOuter(Round round, Code code) throws Exception {
    Interrupts gotten = runInner(round, code);
    boolean interrupted = Thread.currentThread().isInterrupted();
    if ((interrupted || gotten == Interrupts.OUTERS) && !round.outer.isDone()) {
      tally.stale++;
    }
    if (round.plan.outerIsCancelled && gotten == Interrupts.NONE_BUT_OWN) {
      tally.waitsInOuter++;
      waitForInterrupt(
          switch (random.nextInt(16)) {
            case 0 -> Code.SLEEP;
            case 1 -> Code.QUEUE;
            default -> Code.PARK;
          });
    }
  }

  /** Runs the inner region. Tells whose interrupt its code got and used up. */
  private Interrupts runInner(Round round, Code code) throws Exception {
    boolean publishLate =
        (code == Code.COMPUTE || code == Code.COMPUTE_AND_CONSUME) && random.nextBoolean();
    tally.regions++;
    ran = false;
    consumed = false;
    armedAtTheEnd = false;
    region = null;
    if (!publishLate) {
      published = round;
    }
    boolean interrupted = false;
    try {
      round.inner.call(
          () -> {
            ran = true;
            region = RegionProbe.regionOf(round.inner);
            runCode(code);
            if (publishLate) {
              published = round;
              awaitTaken(round);
              spin(random);
            }
            armedAtTheEnd = region != null && RegionProbe.isArmed(region);
            return null;
          });
    } catch (CancelledException e) {
      tally.innerEnded++;
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (!ran) {
        // It was cancelled before, or the outer's interrupt was there already.
        published = round;
      }
    }
    boolean unknown = ran && region == null;
    boolean fired = !unknown && ran && RegionProbe.hasFired(region);
    tally.count(round.outer != null, ran, fired, armedAtTheEnd);
    if (interrupted || (consumed && !fired && !unknown)) {
      return Interrupts.OUTERS;
    }
    return consumed && unknown ? Interrupts.SOMEBODYS : Interrupts.NONE_BUT_OWN;
  }

  /** Gives the canceller a moment to take the round; it may have lost its processor. */
  private void awaitTaken(Round round) {
    for (int i = 0; taken != round && i < MOST_SPINS; i++) {
      Thread.onSpinWait();
    }
  }

  private void runCode(Code code) throws InterruptedException {
    switch (code) {
      case COMPUTE -> spin(random);
      case COMPUTE_AND_CONSUME -> {
        spin(random);
        consumed = Thread.interrupted();
        spin(random);
      }
      default -> waitForInterrupt(code);
    }
  }

  private void waitForInterrupt(Code how) throws InterruptedException {
    long start = System.nanoTime();
    switch (how) {
      case SLEEP -> TimeUnit.NANOSECONDS.sleep(LIMIT_NANOS);
      case QUEUE -> empty.poll(LIMIT_NANOS, TimeUnit.NANOSECONDS);
      default -> {
        for (int i = random.nextInt(MOST_SPINS);
            i > 0 && !Thread.currentThread().isInterrupted();
            i--) {
          Thread.onSpinWait();
        }
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() - start < LIMIT_NANOS) {
          LockSupport.parkNanos(this, LIMIT_NANOS);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
    tally.swallowed++;
  }

  /** Spins for a random time, from nothing to some microseconds, the short ones often. */
  private static void spin(SplittableRandom random) {
    for (int i = random.nextInt(1 << random.nextInt(MOST_DOUBLINGS)); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}
