package io.sluice.testkit.leak;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadListing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for threads that should have ended, again and again until none is left or the time is up: a
 * thread that is about to end is no leak.
 *
 * <p>Each look asks every thread for what costs nanoseconds, and only those that remain for their
 * stacks. The pauses between looks grow from 1 µs to 100 ms, as those of uber-go/goleak.
 */
final class LeakScan {

  private static final long FIRST_PAUSE_NANOS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 100_000_000;

  private final ThreadListing listing;
  private final Predicate<LiveThread> suspect;
  private final List<Ignore> ignored;

  /** Numbers of threads found to be the system's, which they stay. */
  private final Set<Long> system = new HashSet<>();

  /** Where and since when each suspect has been seen, by its number. */
  private final Map<Long, Place> places = new HashMap<>();

  /**
   * A thread that has been seen at one place.
   *
   * @param state then
   * @param blocker what it was parked at
   * @param since a reading of {@link System#nanoTime()}
   */
  private record Place(Thread.@Nullable State state, @Nullable Object blocker, long since) {

    static Place of(LiveThread live, long now) {
      Thread thread = live.thread();
      return thread == null
          ? new Place(null, live.position(), now)
          : new Place(thread.getState(), LockSupport.getBlocker(thread), now);
    }

    @SuppressWarnings("ReferenceEquality") // a blocker may equal another
    boolean isSameAs(Place other) {
      return state == other.state
          && (state == null
              ? blocker != null && blocker.equals(other.blocker)
              : blocker == other.blocker);
    }
  }

  /**
   * Makes a scan.
   *
   * @param suspect true for threads that should have ended; asked first, of all threads
   */
  LeakScan(ThreadListing listing, Predicate<LiveThread> suspect, List<Ignore> ignored) {
    this.listing = listing;
    this.suspect = suspect;
    this.ignored = ignored;
  }

  /**
   * Looks until there is no leak or the time is up. Keeps the interrupt status, and is not ended by
   * it: it comes from the test.
   */
  List<Leak> run(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      long start = System.nanoTime();
      long pause = FIRST_PAUSE_NANOS;
      while (true) {
        List<LiveThread> found = look();
        long left = limit.toNanos() - (System.nanoTime() - start);
        if (found.isEmpty() || left <= 0) {
          return describe(found);
        }
        LockSupport.parkNanos(this, Math.min(pause, left));
        interrupted |= Thread.interrupted();
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<LiveThread> look() {
    long self = Thread.currentThread().threadId();
    List<LiveThread> found = new ArrayList<>();
    for (LiveThread live : GcProof.listed(listing)) {
      if (live.id() != self && suspect.test(live) && !isSystem(live) && !isIgnored(live)) {
        found.add(live);
        notePlace(live);
      }
    }
    return found;
  }

  private boolean isSystem(LiveThread live) {
    if (system.contains(live.id())) {
      return true;
    }
    boolean isSystem = !places.containsKey(live.id()) && SystemThreads.contains(live);
    if (isSystem) {
      system.add(live.id());
    }
    return isSystem;
  }

  private boolean isIgnored(LiveThread live) {
    for (Ignore rule : ignored) {
      if (rule.ignores(live)) {
        return true;
      }
    }
    return false;
  }

  private void notePlace(LiveThread live) {
    Place now = Place.of(live, System.nanoTime());
    places.merge(live.id(), now, (before, next) -> before.isSameAs(next) ? before : next);
  }

  private List<Leak> describe(List<LiveThread> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    long now = System.nanoTime();
    List<Leak> leaks = new ArrayList<>();
    for (LiveThread live : found) {
      Place place = places.get(live.id());
      Leak leak = Leak.of(live, Duration.ofNanos(place == null ? 0 : now - place.since));
      // Ended since the last look: no leak after all.
      if (leak.position().state() != Thread.State.TERMINATED) {
        leaks.add(leak);
      }
    }
    return Collections.unmodifiableList(leaks);
  }
}
