package io.sluice.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a program under one schedule after the other, until one fails or there are no more. */
final class Explorer {

  private static final long WATCH_MILLIS = 50;

  /**
   * How long, in real time, what a failed program has left may run without a step: shortly, for the
   * failure is known.
   */
  private static final Duration DRAINING_LIMIT = Duration.ofSeconds(1);

  private final Options options;
  private final Function<Explorer, Exploration> mode;
  private final Program program;

  /** How long, in real time, a thread may run without a step. */
  private final Duration stallLimit;

  private final Outside patience = new Outside();
  private final WovenSites woven;
  private final Carrier carrier = new Carrier(this::work);

  /** The run that goes on. Written by the carrier, read by who watches over it. */
  private volatile @Nullable Run run;

  private volatile boolean cancelled;

  /** Whether what a failed program has left is made to end. Written before the carrier starts. */
  private boolean ends = true;

  /** How many schedules have ended. Written by the carrier, read by who watches over it. */
  private volatile int ended;

  /** Written by the carrier before it ends, read after that. */
  private @Nullable Exploration exploration;

  private @Nullable Throwable defect;

  private Explorer(Options options, Program program, Function<Explorer, Exploration> mode) {
    this(options, program, mode, Options.STALL_LIMIT);
  }

  private Explorer(
      Options options, Program program, Function<Explorer, Exploration> mode, Duration stallLimit) {
    this.stallLimit = stallLimit;
    this.options = options;
    this.woven = new WovenSites(options.weave());
    this.mode = mode;
    this.program = program;
    carrier.setContextClassLoader(Thread.currentThread().getContextClassLoader());
  }

  /** Runs all schedules. */
  static Exploration explore(Options options, Program program) {
    return new Explorer(options, program, Explorer::exploreAll).await();
  }

  /** Runs all schedules, with a limit of its own for a thread without a step. */
  static Exploration explore(Options options, Program program, Duration stallLimit) {
    return new Explorer(options, program, Explorer::exploreAll, stallLimit).await();
  }

  /** Runs one schedule that was recorded. */
  static Exploration replay(Recorded recorded, Options options, Program program) {
    return new Explorer(options, program, explorer -> explorer.replay(recorded)).await();
  }

  /** Runs one schedule, and the program no second time to explain it. */
  static Exploration runOnce(Options options, Program program) {
    return new Explorer(options, program, Explorer::runOnce).await();
  }

  // ---- on the thread of the test ----

  /** Explores, and watches over it: a thread that never stops would stop everything. */
  private Exploration await() {
    carrier.start();
    Run watched = null;
    int progress = 0;
    long since = System.nanoTime();
    try {
      while (!carrier.join(Duration.ofMillis(WATCH_MILLIS))) {
        Run current = run;
        if (current != watched || (current != null && current.progress() != progress)) {
          watched = current;
          progress = current == null ? 0 : current.progress();
          since = System.nanoTime();
        } else if (current != null) {
          Result result = current.result();
          Duration limit = result == null ? stallLimit : min(stallLimit, DRAINING_LIMIT);
          if (System.nanoTime() - since > limit.toNanos()) {
            cancelled = true;
            return result == null ? stalled(current) : abandoned(result);
          }
        }
      }
    } catch (InterruptedException e) {
      cancelled = true;
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while exploring schedules", e);
    }
    if (defect != null) {
      throw new IllegalStateException("the simulation failed", defect);
    }
    return Objects.requireNonNull(exploration);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * The program has failed, and one of the threads that it left never stops. Explains the failure
   * on a carrier of its own, where they are not made to go on.
   */
  private Exploration abandoned(Result result) {
    int number = ended + 1;
    Explorer explorer =
        new Explorer(options, program, explaining -> explaining.explainOnly(number, result));
    explorer.ends = false;
    return explorer.await();
  }

  private Exploration stalled(Run current) {
    SimulatedThread thread = current.running();
    StringBuilder text =
        new StringBuilder(thread == null ? "a thread" : thread.toString())
            .append(" has run for ")
            .append(Describe.nanos(stallLimit.toNanos()))
            .append(
                " without a step: it loops for ever, or blocks its carrier, which it does in a"
                    + " class initializer or native method\n");
    StackTraceElement[] stack =
        thread == null ? carrier.getStackTrace() : thread.thread.getStackTrace();
    for (StackTraceElement frame : stack) {
      text.append("\n    at ").append(frame);
    }
    Failure failure =
        new Failure(
            1,
            new LivelockError(text.toString()),
            "random:" + options.seed(),
            List.of(),
            List.of());
    return new Exploration(options, 1, false, failure, stallLimit, Duration.ZERO);
  }

  // ---- on the carrier ----

  private void work() {
    try {
      exploration = mode.apply(this);
    } catch (Throwable e) {
      defect = e;
    }
  }

  private Exploration exploreAll() {
    long start = System.nanoTime();
    // The first run of a program in a JVM initializes classes, where threads cannot be stopped: it
    // is no schedule that could be replayed, but what fails in it has failed.
    ExhaustiveChoices exhaustive = new ExhaustiveChoices(options.preemptions());
    Result cold =
        run(choices(options.seed(), 1, exhaustive), options.seed(), new Trace(false), null);
    int points = cold.log().size();
    long virtualNanos = cold.virtualNanos();
    exhaustive.rewind();
    boolean more = true;
    int number = 0;
    while (more && number < options.schedules() && !cancelled) {
      long seed =
          options.strategy() == Strategy.EXHAUSTIVE ? options.seed() : options.seed() + number;
      Result result = run(choices(seed, points, exhaustive), seed, new Trace(false), null);
      number++;
      ended = number;
      virtualNanos = result.virtualNanos();
      if (result.failure() != null) {
        return found(explain(number, result, seed), number, start, virtualNanos);
      }
      if (number == 1 && cold.failure() != null) {
        return found(onlyWhenCold(cold, cold.failure()), number, start, virtualNanos);
      }
      more = options.strategy() != Strategy.EXHAUSTIVE || exhaustive.next();
    }
    return new Exploration(
        options, number, !more, null, since(start), Duration.ofNanos(virtualNanos));
  }

  /** Runs the program once only: it may change what is outside of it. */
  private Exploration runOnce() {
    long start = System.nanoTime();
    Trace trace = new Trace(true);
    Result result = run(new RandomChoices(options.seed()), options.seed(), trace, null);
    Throwable cause = result.failure();
    Failure failure =
        cause == null ? null : new Failure(1, cause, result.replay(), trace.lines(), List.of());
    return new Exploration(
        options, 1, false, failure, since(start), Duration.ofNanos(result.virtualNanos()));
  }

  private Exploration replay(Recorded recorded) {
    long start = System.nanoTime();
    long seed = recorded.seed(options);
    run(recorded.choices(), seed, new Trace(false), null);
    Result result = run(recorded.choices(), seed, new Trace(false), null);
    return result.failure() == null
        ? new Exploration(
            options, 1, false, null, since(start), Duration.ofNanos(result.virtualNanos()))
        : found(explain(1, result, seed), 1, start, result.virtualNanos());
  }

  private Exploration explainOnly(int number, Result result) {
    long start = System.nanoTime();
    Failure failure = explain(number, result, Recorded.parse(result.replay()).seed(options));
    return found(failure, number, start, result.virtualNanos());
  }

  private Exploration found(Failure failure, int number, long start, long virtualNanos) {
    return new Exploration(
        options, number, false, failure, since(start), Duration.ofNanos(virtualNanos));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Choices choices(long seed, int points, ExhaustiveChoices exhaustive) {
    return switch (options.strategy()) {
      case RANDOM -> new RandomChoices(seed);
      case PCT -> new PriorityChoices(seed, points);
      case EXHAUSTIVE -> exhaustive;
    };
  }

  private Result run(
      Choices choices, long seed, Trace trace, RaceDetector.@Nullable Conflict toExplain) {
    Run next = new Run(options, choices, seed, carrier, patience, woven, trace, toExplain);
    run = next;
    return next.execute(program, ends);
  }

  /** Runs a failed schedule again, to show how it went. */
  private Failure explain(int number, Result result, long seed) {
    Trace trace = new Trace(true);
    Result again = run(Recorded.parse(result.replay()).choices(), seed, trace, result.conflict());
    List<String> notes = new ArrayList<>();
    String difference = result.log().difference(again.log());
    if (difference == null && again.failure() == null) {
      difference = "it failed at first and passed in the replay";
    }
    if (difference != null) {
      notes.add(
          "the program is nondeterministic: "
              + difference
              + ". It depends on what is not simulated: state kept from run to run, unseeded random"
              + " numbers, identity hash codes, other threads of the JVM");
    }
    Throwable cause = again.failure() != null ? again.failure() : result.failure();
    return new Failure(
        number, Objects.requireNonNull(cause), result.replay(), trace.lines(), notes);
  }

  private static Failure onlyWhenCold(Result cold, Throwable cause) {
    return new Failure(
        1,
        cause,
        cold.replay(),
        List.of(),
        List.of(
            "it failed only when the program was run for the first time, which cannot be replayed:"
                + " it depends on class initialization or on state kept from run to run"));
  }
}
