package io.sluice.testkit.leak;

import io.sluice.testkit.dump.ThreadListing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Asks for leaked threads at any place of a program.
 *
 * @since 0.1.0
 */
public final class Leaks {

  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(1);

  private Leaks() {}

  /**
   * Verifies that no thread runs but the current one and those of the JDK and of JUnit; gives the
   * others one second to end. Within a test under {@link NoLeaks}, threads of other tests do not
   * count.
   *
   * @param ignored a thread that any of these rules ignores may run
   * @throws LeakError if others run
   */
  public static void verifyNone(Ignore... ignored) {
    verifyNone(DEFAULT_LIMIT, ignored);
  }

  /**
   * Verifies that no thread runs but the current one and those of the JDK and of JUnit. Returns at
   * once if so. Within a test under {@link NoLeaks}, threads of other tests do not count.
   *
   * @param limit how long the others may take to end, at least zero
   * @param ignored a thread that any of these rules ignores may run
   * @throws IllegalArgumentException if the limit is negative
   * @throws LeakError if others run
   */
  public static void verifyNone(Duration limit, Ignore... ignored) {
    checkLimit(Objects.requireNonNull(limit, "limit"));
    List<Ignore> rules = List.of(ignored);
    List<Leak> leaks =
        new LeakScan(ThreadListing.best(), live -> !TestRun.belongsToOther(live), rules).run(limit);
    if (!leaks.isEmpty()) {
      throw new LeakError("beside " + Thread.currentThread().getName(), leaks);
    }
  }

  /**
   * Finds virtual threads that nothing can ever wake: parked without a time limit, at something
   * that neither the rest of the program nor any other thread can reach. The garbage collector
   * proves it, so each thread found is a leak, whether or not anything is expected to end.
   *
   * <p>It needs no preparation of the threads. Where they were created is told of those that
   * descend from a test under {@link NoLeaks}. What is found is also cured: the collector has taken
   * the threads and all that they kept, without running their {@code finally} blocks, and a second
   * call does not find them again.
   *
   * <p>It does not see
   *
   * <ul>
   *   <li>threads that wait for something that is still reachable and yet never used again: from a
   *       static field, say, or from a thread that waits with a time limit;
   *   <li>threads to which the program has a reference, and threads of an executor or a structured
   *       scope to which it has one: they can be interrupted;
   *   <li>platform threads, pinned threads, and threads that wait for a monitor;
   *   <li>threads under a debugger, which keeps them.
   * </ul>
   *
   * <p>Takes several full collections and, if there are parked threads that stay, at least 0.3 s; a
   * thread that has just parked may be missed. Calls exclude each other and the scans of {@link
   * NoLeaks} and {@link #verifyNone}; other tools that list threads do not see the parked virtual
   * threads meanwhile.
   *
   * @return what the threads were and where they waited, unmodifiable
   * @throws InterruptedException if the thread is interrupted; no thread is lost
   * @throws IllegalStateException if this JVM was started without the testkit's agent, does not
   *     track its virtual threads, or does not collect garbage when asked ({@code
   *     -XX:+DisableExplicitGC})
   */
  public static List<Leak> unreachable() throws InterruptedException {
    return GcProof.unreachable();
  }

  static Duration checkLimit(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit is negative: " + limit);
    }
    return limit;
  }
}
