package io.sluice.testkit.dump;

import io.sluice.testkit.agent.Agent;
import java.util.List;

/**
 * The list of all threads of this JVM, platform and virtual ones.
 *
 * @since 0.1.0
 */
public sealed interface ThreadListing permits ContainerListing, DumpListing {

  /**
   * Returns the best listing that this JVM allows: with the testkit's agent the JDK's own record of
   * its threads, which takes about a millisecond for 20,000 threads; without it a dump of all
   * threads to a file, which takes half a second or more.
   *
   * @return the listing
   */
  static ThreadListing best() {
    return Agent.isLoaded() && ContainerListing.AVAILABLE ? ContainerListing.INSTANCE : byDump();
  }

  /**
   * Returns the listing that works in every JVM.
   *
   * @return the listing
   */
  static ThreadListing byDump() {
    return DumpListing.INSTANCE;
  }

  /**
   * Lists the threads that are alive, in no order. Threads that start or end meanwhile may be in it
   * or not.
   *
   * @return the threads; a list of the caller's
   */
  List<LiveThread> threads();

  /**
   * What cannot be known of threads listed this way.
   *
   * @return a sentence; empty if nothing is missing
   */
  String missing();
}
