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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the garbage collector prove that virtual threads can never be woken.
 *
 * <p>A parked virtual thread is an object like others: it is reachable from what it is parked at,
 * which knows its waiters, from whoever has a reference to it, and from the JDK's set of all
 * virtual threads. The last is for listing only. So all parked ones are taken out of the set at
 * once, and those that the collector then takes were reachable from nowhere else, also not from
 * each other's callers. The rest are put back.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>While threads are out of the set, nothing here refers to them but weakly; descriptions are
 *       made before and consist of text.
 *   <li>A thread is proven unreachable by a phantom reference, not by a weak one: a finalizer may
 *       still wake what is only weakly reachable.
 *   <li>Put back is every thread that a weak reference still has, and it is taken out again if it
 *       has ended: the JDK removes a thread from the set after it has set its state to TERMINATED,
 *       so either it removes what was put back, or the state tells.
 * </ul>
 */
final class GcProof {

  /** Threads are listed under the read lock, and are out of the set under the write lock only. */
  private static final ReadWriteLock LISTING = new ReentrantReadWriteLock();

  /** A reference found dead by one collection is queued before the next one's marker is. */
  private static final int COLLECTIONS = 3;

  /** How long a collection may take. */
  private static final long PATIENCE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Long.getLong("sluice.testkit.gcPatienceMillis", 30_000));

  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

  /** What is not proven unreachable, by the reference that would prove it. */
  private final Map<Reference<?>, Candidate> candidates = new HashMap<>();

  private final List<Leak> proven = new ArrayList<>();

  /** A thread that is out of the set, and what is to be told of it. */
  private record Candidate(Leak leak, WeakReference<Thread> thread) {}

  private GcProof() {}

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
    Set<Thread> tracked = trackingSet();
    LISTING.writeLock().lockInterruptibly();
    try {
      GcProof proof = new GcProof();
      try {
        proof.takeOut(tracked);
        proof.collect();
      } finally {
        proof.putBack(tracked);
      }
      return List.copyOf(proof.proven);
    } finally {
      LISTING.writeLock().unlock();
    }
  }

  private static Set<Thread> trackingSet() {
    Set<Thread> tracked;
    try {
      tracked = RootThreads.trackingSet();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK keeps its virtual threads elsewhere", e);
    }
    if (tracked == null) {
      throw new IllegalStateException(
          "this JVM does not track its virtual threads: -Djdk.trackAllThreads=false");
    }
    return tracked;
  }

  private void takeOut(Set<Thread> tracked) {
    for (Thread thread : tracked.toArray(Thread[]::new)) {
      if (thread.getState() == Thread.State.WAITING && !SystemThreads.isSimulated(thread)) {
        Leak leak = describe(thread);
        candidates.put(
            new PhantomReference<>(thread, queue),
            new Candidate(leak, new WeakReference<>(thread)));
        tracked.remove(thread);
      }
    }
  }

  private static Leak describe(Thread thread) {
    return Leak.of(LiveThread.of(thread), Duration.ZERO);
  }

  @SuppressWarnings("ReferenceEquality") // the marker is that object
  private void collect() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && !candidates.isEmpty(); i++) {
      Reference<?> marker = new PhantomReference<>(new Object(), queue);
      long start = System.nanoTime();
      System.gc();
      for (Reference<?> dead = null; dead != marker; ) {
        dead = awaitDead(PATIENCE_NANOS - (System.nanoTime() - start));
        Candidate candidate = candidates.remove(dead);
        if (candidate != null) {
          proven.add(candidate.leak);
        }
      }
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

  private void putBack(Set<Thread> tracked) {
    for (Candidate candidate : candidates.values()) {
      @Nullable Thread thread = candidate.thread.get();
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
}
