package io.sluice.testkit.agent;

import java.util.Collection;

/**
 * Rewrites classes, loaded or not, so that they call {@link io.sluice.testkit.hook.Hooks}. What was
 * rewritten stays so for the life of the JVM; asking again for the same costs nothing.
 *
 * <p>All methods may be called by any thread, and throw {@link IllegalStateException} if a class
 * could not be rewritten, now or when it was loaded since the last call.
 *
 * @since 0.1.0
 */
public interface Weaving {

  /**
   * Lets the JDK's threads, its synchronizers and its clocks ask for the time, and for what else a
   * simulation decides.
   *
   * @throws IllegalStateException if this JDK lacks a method that has to be rewritten; names it
   */
  void prepareJdk();

  /**
   * Makes of classes what other threads may interleave with at each access to shared memory.
   *
   * @param packages names of packages, which stand for their sub-packages too, or of classes, which
   *     stand for their nested classes too; classes of the JDK and of the testkit itself are never
   *     rewritten
   * @throws NullPointerException if {@code packages} or a name is null
   * @throws IllegalArgumentException if a name is empty or ends in a dot
   */
  void weave(Collection<String> packages);

  /**
   * Lets the synchronizers of the JDK and of the library itself tell by which object threads
   * synchronize, so that data races can be told from ordered accesses.
   */
  void prepareRaces();
}
