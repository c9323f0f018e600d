package io.sluice.testkit.stress;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * One round of a {@link Race}, for what makes its state and for what looks at it in the end.
 *
 * @since 0.1.0
 */
public final class Round {

  private final int number;
  private final ThreadKind kind;
  private final SplittableRandom random;
  private final Map<String, Thread> threads;
  private final Predicate<Thread> endedInterrupted;

  Round(
      int number,
      ThreadKind kind,
      SplittableRandom random,
      Map<String, Thread> threads,
      Predicate<Thread> endedInterrupted) {
    this.number = number;
    this.kind = kind;
    this.random = random;
    this.threads = threads;
    this.endedInterrupted = endedInterrupted;
  }

  /**
   * Returns which round this is.
   *
   * @return 0 for the first
   */
  public int number() {
    return number;
  }

  /**
   * Returns what the actors run on.
   *
   * @return the kind of all their threads
   */
  public ThreadKind kind() {
    return kind;
  }

  /**
   * Returns a source of chance that depends on nothing but the seed and the round.
   *
   * @return the source, for one thread
   */
  public SplittableRandom random() {
    return random;
  }

  /**
   * Returns the thread of an actor. It is the same in each round; its interrupt status is cleared
   * before the next one starts.
   *
   * @param actor the actor's name
   * @return its thread
   * @throws IllegalArgumentException if there is no actor of that name
   * @throws NullPointerException if {@code actor} is null
   */
  public Thread thread(String actor) {
    Thread thread = threads.get(Objects.requireNonNull(actor, "actor"));
    if (thread == null) {
      throw new IllegalArgumentException(
          "actor is none of " + threads.keySet() + ": \"" + actor + "\"");
    }
    return thread;
  }

  /**
   * Tells, to the arbiter, whether an actor was left interrupted: whether its thread's interrupt
   * status was set when it ended, or has been since.
   *
   * @param actor the actor's name
   * @return true if so
   * @throws IllegalArgumentException if there is no actor of that name
   * @throws NullPointerException if {@code actor} is null
   */
  public boolean endedInterrupted(String actor) {
    return endedInterrupted.test(thread(actor));
  }
}
