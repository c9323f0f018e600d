package io.sluice.testkit.stress;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * One round of a {@link Race}, for what makes its state.
 *
 * @since 0.1.0
 */
public final class Round {

  private final int number;
  private final ThreadKind kind;
  private final SplittableRandom random;
  private final Map<String, Thread> threads;

  Round(int number, ThreadKind kind, SplittableRandom random, Map<String, Thread> threads) {
    this.number = number;
    this.kind = kind;
    this.random = random;
    this.threads = threads;
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
   * before the next one starts, and shows, to the arbiter, whether the actor ended interrupted.
   *
   * @param actor the actor's name
   * @return its thread
   * @throws IllegalArgumentException if there is no actor of that name
   */
  public Thread thread(String actor) {
    Thread thread = threads.get(actor);
    if (thread == null) {
      throw new IllegalArgumentException(
          "actor is none of " + threads.keySet() + ": \"" + actor + "\"");
    }
    return thread;
  }
}
