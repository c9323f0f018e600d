package io.sluice.testkit.leak;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.RootThreads;
import io.sluice.testkit.dump.ThreadListing;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the garbage collector prove that virtual threads can never be woken.
 *
 * <p>A parked virtual thread is an object like others: it is reachable from what it is parked at,
 * which knows its waiters, from whoever has a reference to it, and from the JDK's set of all
 * virtual threads, which is for listing only. So all parked ones are taken out of that set at once,
 * and those that the collector then takes were reachable from nowhere else, and not from each
 * other's callers either. The rest are put back. Threads of executors are in sets of their
 * executors', out of which they are not taken: who has the executor can interrupt them.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>While threads are out of the set, nothing here refers to them but weakly; descriptions are
 *       made before and consist of text.
 *   <li>A thread is proven unreachable by a phantom reference, not by a weak one: a finalizer may
 *       still wake what is only weakly reachable.
 *   <li>A thread that is gone is a leak only if it did not end meanwhile, as its {@link
 *       Termination} tells. That refers to whoever joins the thread, and must not keep those from
 *       being collected: so of a joined thread only the joiners' numbers are kept. Had it ended,
 *       they would have been woken; if they are leaks, it is one.
 *   <li>Put back is every thread that a weak reference still has, and it is taken out again if it
 *       has ended: the JDK removes a thread from the set after it has set its state to TERMINATED,
 *       so either it removes what was put back, or the state tells.
 * </ul>
 */
final class GcProof {

  /** Threads are listed under the read lock, and are out of the set under the write lock only. */
  private static final ReadWriteLock LISTING = new ReentrantReadWriteLock();

  /**
   * How many collections in a row must bring nothing before it is over. More than one, because a
   * reference found dead by a collection may be queued behind that one's marker. Several, with
   * pauses that double, because the JVM has been seen to keep a thread reachable for some 30 ms
   * after it parked.
   */
  private static final int QUIET_COLLECTIONS = 5;

  private static final long FIRST_PAUSE_MILLIS = 10;

  /** Threads may go all the time, so that no collection is quiet. */
  private static final int COLLECTIONS = 25;

  /** How long a collection may take. */
  private static final long PATIENCE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Long.getLong("sluice.testkit.gcPatienceMillis", 30_000));

  private final Set<Thread> tracked;
  private final Termination termination;
  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

  /** What has not been collected, by the reference that will tell. */
  private final Map<Reference<?>, Candidate> candidates = new HashMap<>();

  private final List<Candidate> collected = new ArrayList<>();

  /**
   * A parked thread.
   *
   * @param leak what is to be told of it
   * @param thread the thread, if it was taken out of the set; else cleared
   * @param end counted down when it ends; null if others join it
   * @param joiners the numbers of those
   */
  private record Candidate(
      Leak leak, WeakReference<Thread> thread, @Nullable CountDownLatch end, Set<Long> joiners) {}

  GcProof(Set<Thread> tracked, Termination termination) {
    this.tracked = tracked;
    this.termination = termination;
  }

  /** Lists threads while none is out of the set. */
  static List<LiveThread> listed(ThreadListing listing) {
    LISTING.readLock().lock();
    try {
      return listing.threads();
    } finally {
      LISTING.readLock().unlock();
    }
  }

  static List<Leak> unreachable() throws InterruptedException {
    Agent.require("The proof that threads are unreachable");
    GcProof proof = prepare();
    LISTING.writeLock().lockInterruptibly();
    try {
      try {
        proof.takeOut();
        proof.collect();
      } finally {
        proof.putBack();
      }
      return proof.leaks();
    } finally {
      LISTING.writeLock().unlock();
    }
  }

  static GcProof prepare() {
    try {
      Set<Thread> tracked = RootThreads.trackingSet();
      if (tracked == null) {
        throw new IllegalStateException(
            "this JVM does not track its virtual threads: -Djdk.trackAllThreads=false");
      }
      return new GcProof(tracked, new Termination());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK keeps its virtual threads otherwise", e);
    }
  }

  void takeOut() {
    for (LiveThread live : ThreadListing.best().threads()) {
      Thread thread = live.thread();
      if (thread != null
          && termination.isKnownOf(thread)
          && thread.getState() == Thread.State.WAITING
          && !SystemThreads.isSimulated(thread)) {
        takeOut(live, thread);
      }
    }
  }

  private void takeOut(LiveThread live, Thread thread) {
    Leak leak = Leak.of(live, Duration.ZERO);
    CountDownLatch end = termination.latch(thread);
    Set<Long> joiners = termination.joiners(end);
    // A latch made after the end would never be counted down.
    if (thread.getState() == Thread.State.TERMINATED) {
      return;
    }
    WeakReference<Thread> takenOut = new WeakReference<>(thread);
    candidates.put(
        new PhantomReference<>(thread, queue),
        new Candidate(leak, takenOut, joiners.isEmpty() ? end : null, joiners));
    if (!tracked.remove(thread)) {
      takenOut.clear();
    }
  }

  void collect() throws InterruptedException {
    int quiet = 0;
    for (int i = 0; i < COLLECTIONS && quiet < QUIET_COLLECTIONS && !candidates.isEmpty(); i++) {
      int before = collected.size();
      collectOnce();
      if (collected.size() > before) {
        quiet = 0;
      } else {
        noteDead(queue.remove(FIRST_PAUSE_MILLIS << quiet));
        quiet++;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the marker is that object
  private void collectOnce() throws InterruptedException {
    Reference<?> marker = new PhantomReference<>(new Object(), queue);
    long start = System.nanoTime();
    System.gc();
    for (Reference<?> dead = null; dead != marker; ) {
      dead = awaitDead(PATIENCE_NANOS - (System.nanoTime() - start));
      noteDead(dead);
    }
  }

  private void noteDead(@Nullable Reference<?> dead) {
    Candidate candidate = candidates.remove(dead);
    if (candidate != null) {
      collected.add(candidate);
    }
  }

  private Reference<?> awaitDead(long patienceNanos) throws InterruptedException {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(patienceNanos));
    Reference<?> dead = queue.remove(millis);
    if (dead == null) {
      throw new IllegalStateException(
          "this JVM does not collect garbage when asked: is it run with -XX:+DisableExplicitGC?");
    }
    return dead;
  }

  void putBack() {
    for (Candidate candidate : candidates.values()) {
      Thread thread = candidate.thread.get();
      if (thread != null) {
        putBack(tracked, thread);
      }
    }
  }

  static void putBack(Set<Thread> tracked, Thread thread) {
    tracked.add(thread);
    if (thread.getState() == Thread.State.TERMINATED) {
      tracked.remove(thread);
    }
  }

  /** Those of the collected threads that had not ended. */
  List<Leak> leaks() {
    List<Leak> leaks = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    boolean found = true;
    while (found) {
      found = false;
      for (Candidate candidate : collected) {
        boolean unended =
            candidate.end == null
                ? ids.containsAll(candidate.joiners)
                : candidate.end.getCount() > 0;
        if (unended && ids.add(candidate.leak.threadId())) {
          leaks.add(candidate.leak);
          found = true;
        }
      }
    }
    return List.copyOf(leaks);
  }
}
