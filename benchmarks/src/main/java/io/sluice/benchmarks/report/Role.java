package io.sluice.benchmarks.report;

import java.util.Set;

/** What an implementation is compared as. */
enum Role {
  /** This library's. */
  OURS,
  /** A rival that works with threads, as we do. */
  THREADS,
  /** Kotlin's coroutines, whose switches are cheaper than a thread's. */
  KOTLIN,
  /** What never parks and so is no rival, but shows how fast the memory is. */
  BOUND,
  /** Bare park and unpark. */
  FLOOR;

  private static final Set<String> BOUNDS = Set.of("MpmcArrayQueue", "SpscArrayQueue");

  /** The role of the implementation of that name; what is unknown is a rival. */
  static Role of(String impl) {
    if (impl.equals("SyncMap") || impl.equals("Sluice") || impl.startsWith("Sluice-")) {
      return OURS;
    }
    if (impl.equals("Kotlin")) {
      return KOTLIN;
    }
    if (impl.equals("park-unpark")) {
      return FLOOR;
    }
    return BOUNDS.contains(impl) ? BOUND : THREADS;
  }
}
