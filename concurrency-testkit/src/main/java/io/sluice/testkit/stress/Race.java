package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets actors loose on one fresh state at one moment, round after round, and counts what comes out.
 *
 * {@snippet :
 * RaceResult result =
 *     Race.of(() -> Channel.<Integer>buffered(1))
 *         .actor("send", channel -> channel.trySend(1))
 *         .actor("receive", channel -> channel.tryReceive().isValue())
 *         .rounds(10_000)
 *         .run();
 * result.assertNever(false, true); // what was not sent is not received
 * result.assertOccurs(true, true);
 * }
 *
 * <p>The outcome of a round is the list of what the actors returned, in the order in which they
 * were added, and of what the {@linkplain #arbiter arbiter} said in the end. An actor that throws
 * fails the race, unless that was {@linkplain #expecting expected}: then the class of the exception
 * is its result.
 *
 * <p>A race is set up by one thread; it can be run more than once.
 *
 * @param <S> the type of the state
 * @since 0.1.0
 */
public final class Race<S> {

  private final Function<? super Round, ? extends S> state;
  private final List<RaceActor<S>> actors = new ArrayList<>();
  private final List<Class<? extends Throwable>> expected = new ArrayList<>();
  private @Nullable Body<? super S> arbiter;
  private List<ThreadKind> kinds = List.of(ThreadKind.values());
  private int rounds = 1_000;
  private long seed = new Random().nextLong();
  private Duration delays = Duration.ZERO;
  private Duration deadline = Threads.DEADLINE;

  private Race(Function<? super Round, ? extends S> state) {
    this.state = state;
  }

  /**
   * What an actor or the arbiter does with the state of a round.
   *
   * @param <S> the type of the state
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Body<S> {
    /**
     * Does it.
     *
     * @param state the state that all actors of the round share
     * @return the result, compared with those of other rounds by {@code equals}
     * @throws Exception if it fails
     */
    @Nullable Object run(S state) throws Exception;
  }

  /**
   * What an actor does that has no result; in outcomes it is left out.
   *
   * @param <S> the type of the state
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Action<S> {
    /**
     * Does it.
     *
     * @param state the state that all actors of the round share
     * @throws Exception if it fails
     */
    void run(S state) throws Exception;
  }

  /**
   * Begins to set up a race.
   *
   * @param <S> the type of the state
   * @param state makes the state of each round
   * @return a race without actors
   * @throws NullPointerException if {@code state} is null
   */
  public static <S> Race<S> of(Supplier<? extends S> state) {
    Objects.requireNonNull(state, "state");
    return new Race<>(round -> state.get());
  }

  /**
   * Begins to set up a race whose state depends on the round.
   *
   * @param <S> the type of the state
   * @param state makes the state of each round, for example with the thread of an actor that
   *     another one will interrupt
   * @return a race without actors
   * @throws NullPointerException if {@code state} is null
   */
  public static <S> Race<S> ofRounds(Function<? super Round, ? extends S> state) {
    return new Race<>(Objects.requireNonNull(state, "state"));
  }

  /**
   * Adds an actor whose result is part of the outcome.
   *
   * @param name how reports call it, different from those of the others
   * @param body what it does
   * @return this
   * @throws IllegalArgumentException if there is an actor of that name
   * @throws NullPointerException if an argument is null
   */
  public Race<S> actor(String name, Body<? super S> body) {
    Objects.requireNonNull(body, "body");
    return add(new RaceActor<>(name, body, true));
  }

  /**
   * Adds an actor that has no result and is not part of the outcome.
   *
   * @param name how reports call it, different from those of the others
   * @param action what it does
   * @return this
   * @throws IllegalArgumentException if there is an actor of that name
   * @throws NullPointerException if an argument is null
   */
  public Race<S> action(String name, Action<? super S> action) {
    Objects.requireNonNull(action, "action");
    Body<S> body =
        shared -> {
          action.run(shared);
          return null;
        };
    return add(new RaceActor<>(name, body, false));
  }

  private Race<S> add(RaceActor<S> actor) {
    Objects.requireNonNull(actor.name(), "name");
    if (actors.stream().anyMatch(other -> other.name().equals(actor.name()))) {
      throw new IllegalArgumentException("name is given to two actors: " + actor.name());
    }
    actors.add(actor);
    return this;
  }

  /**
   * Sets what looks at the state of each round when all actors have ended. What it returns is the
   * last part of the outcome; an assertion that fails there fails the race.
   *
   * @param body what it does, on the thread that runs the race
   * @return this
   * @throws NullPointerException if {@code body} is null
   */
  public Race<S> arbiter(Body<? super S> body) {
    arbiter = Objects.requireNonNull(body, "body");
    return this;
  }

  /**
   * Makes a kind of exception a result like others: its class stands for it in the outcome.
   *
   * @param type what actors may throw, or a superclass of it
   * @return this
   * @throws NullPointerException if {@code type} is null
   */
  public Race<S> expecting(Class<? extends Throwable> type) {
    expected.add(Objects.requireNonNull(type, "type"));
    return this;
  }

  /**
   * Sets the kinds of thread; if there are several, the actors of each run all the rounds. By
   * default that is both.
   *
   * @param kinds at least one
   * @return this
   * @throws IllegalArgumentException if there is none
   * @throws NullPointerException if {@code kinds} is or contains null
   */
  public Race<S> on(ThreadKind... kinds) {
    Objects.requireNonNull(kinds, "kinds");
    if (kinds.length == 0) {
      throw new IllegalArgumentException("kinds must not be empty");
    }
    for (ThreadKind kind : kinds) {
      Objects.requireNonNull(kind, "kinds contains null");
    }
    this.kinds = List.of(kinds);
    return this;
  }

  /**
   * Sets the number of rounds on each kind of thread; 1,000 by default.
   *
   * @param rounds how many
   * @return this
   * @throws IllegalArgumentException if {@code rounds} is not positive
   */
  public Race<S> rounds(int rounds) {
    if (rounds <= 0) {
      throw new IllegalArgumentException("rounds must be positive: " + rounds);
    }
    this.rounds = rounds;
    return this;
  }

  /**
   * Sets what random delays, and {@link Round#random}, come from; random by default. Failures name
   * it. The interleavings themselves are the machine's and differ from run to run.
   *
   * @param seed any number
   * @return this
   */
  public Race<S> seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Lets each actor start a random while late in each round, so that the actors meet at other
   * points than their first instructions. By default there is no delay.
   *
   * @param longest the upper bound, exclusive; a few microseconds are much
   * @return this
   * @throws IllegalArgumentException if {@code longest} is negative
   * @throws NullPointerException if {@code longest} is null
   */
  public Race<S> delays(Duration longest) {
    if (Objects.requireNonNull(longest, "longest").isNegative()) {
      throw new IllegalArgumentException("longest must not be negative: " + longest);
    }
    delays = longest;
    return this;
  }

  /**
   * Sets how long one round may take until it counts as a hang; {@link Threads#DEADLINE} by
   * default.
   *
   * @param deadline the longest time
   * @return this
   * @throws IllegalArgumentException if {@code deadline} is not positive
   * @throws NullPointerException if {@code deadline} is null
   */
  public Race<S> deadline(Duration deadline) {
    if (!Objects.requireNonNull(deadline, "deadline").isPositive()) {
      throw new IllegalArgumentException("deadline must be positive: " + deadline);
    }
    this.deadline = deadline;
    return this;
  }

  /**
   * Runs all rounds. Goes on through interrupts, whose status stays set. When it returns or throws,
   * the threads of the actors have ended, but for those that hang.
   *
   * @return how often each outcome occurred
   * @throws AssertionError if an actor, the arbiter or what makes the state fails, with the first
   *     failure of that round as its cause and the others suppressed; if a round hangs, with a
   *     report of where each actor stands. Names the round and the seed. No further round is run
   *     then, and actors that hang are interrupted and left to themselves
   * @throws IllegalStateException if there is no actor
   */
  public RaceResult run() {
    if (actors.isEmpty()) {
      throw new IllegalStateException("a race needs at least one actor");
    }
    RaceResult result = new RaceResult(seed);
    for (ThreadKind kind : kinds) {
      new RaceRun<>(this, kind, result).run();
    }
    return result;
  }

  S newState(Round round) {
    return state.apply(round);
  }

  List<RaceActor<S>> actors() {
    return actors;
  }

  boolean isExpected(Throwable failure) {
    return expected.stream().anyMatch(type -> type.isInstance(failure));
  }

  @Nullable Body<? super S> arbiter() {
    return arbiter;
  }

  int rounds() {
    return rounds;
  }

  long seed() {
    return seed;
  }

  Duration delays() {
    return delays;
  }

  Duration deadline() {
    return deadline;
  }
}
