package io.sluice.sync;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * The move of all entries from one table to the next, larger or smaller, one bucket after the
 * other:
 *
 * <pre>
 *   1. the bucket's nodes are put into the target, too
 *   2. the bucket becomes MOVED; if it was changed meanwhile, again from 1
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Before its bucket is MOVED nobody looks for a key in the target, and nobody else puts nodes
 *       of that bucket's keys there. So nodes that have been taken out meanwhile are known by their
 *       hashes, and are replaced; and whoever finds the bucket MOVED finds all that was in it.
 *   <li>Nodes are not copied: a value that changes is changed in both tables.
 *   <li>A bucket is moved by the one thread that has claimed its chunk. Nobody waits for it: others
 *       move other chunks, or go on with their own work. If it fails, for want of memory or because
 *       the bucket keeps changing, the chunk can be claimed again.
 *   <li>A bucket of the target gets nodes from one of the source if the target is larger: until
 *       that is MOVED its mover alone writes there, and whoever claims the chunk after it.
 *   <li>If the target is smaller, it gets nodes from several. Each mover exchanges the nodes of its
 *       own bucket, and drops what was removed.
 * </ul>
 *
 * <p>Reads and writes go on in both tables meanwhile. Nothing that a mover calls is user code.
 */
@SuppressWarnings("ReferenceEquality") // of buckets, which are immutable
final class Migration {

  /**
   * How many buckets are claimed at once: enough that the words which movers change in turns to
   * claim them cost little, and few enough that more threads find some.
   */
  private static final int SMALLEST_CHUNK = 64;

  private static final int LARGEST_CHUNK = 512;
  private static final int CHUNKS = 16;

  /** How often a bucket may be changed while it moves before its mover leaves it to others. */
  private static final int ATTEMPTS = 64;

  private static final int FREE = 0;
  private static final int CLAIMED = 1;
  private static final int DONE = 2;

  /** How many frames a move may need, also where nothing is compiled yet. */
  private static final int FRAMES = 64;

  private final BucketTable source;

  /** Null once all has moved: then the era knows the current table. */
  private volatile @Nullable BucketTable target;

  private final int chunkSize;

  /** What has become of each chunk. */
  private final AtomicIntegerArray chunks;

  /** How many chunks are free. */
  private final AtomicInteger free;

  /** How many chunks have not moved. */
  private final AtomicInteger left;

  /** How often a thread has come to move chunks. */
  private final AtomicInteger movers = new AtomicInteger();

  Migration(BucketTable source, Capacity capacity) {
    this.source = source;
    int buckets = source.capacity();
    int smallest = Math.min(buckets, SMALLEST_CHUNK);
    this.chunkSize = Math.clamp(buckets / CHUNKS, smallest, LARGEST_CHUNK);
    int number = buckets / chunkSize;
    this.chunks = new AtomicIntegerArray(number);
    this.free = new AtomicInteger(number);
    this.left = new AtomicInteger(number);
    this.target = new BucketTable(capacity, source.era, this);
  }

  /** Where the entries move to, or null once all have. */
  @Nullable BucketTable target() {
    return target;
  }

  /**
   * Moves chunks as long as there are free ones, and looks at each once at most. Returns whether
   * all has moved.
   */
  boolean help(SyncMap<?, ?> map) {
    BucketTable to = target;
    if (!hasStack()) {
      // A chunk that somebody has begun and not ended would keep the table from ever being left.
      // What was to be put or removed has been, so there is nothing to complain of.
      return false;
    }
    if (to != null && free.get() > 0) {
      int first = firstChunk(movers.getAndIncrement(), to);
      for (int i = 0; i < chunks.length() && free.get() > 0; i++) {
        int chunk = (first + i) & (chunks.length() - 1);
        if (chunks.get(chunk) == FREE
            && chunks.compareAndSet(chunk, FREE, CLAIMED)
            && !move(to, chunk)) {
          return false;
        }
      }
    }
    return finishIfMoved(map);
  }

  /**
   * Where a mover begins: the first at 0, the next in the middle, and then in the middles of the
   * parts; of the smaller table, for that is where they must not meet. Neighbours would take from
   * each other the cache lines of the tables, and those in which the garbage collector notes which
   * parts of them were written, of which one may stand for 32 KiB.
   */
  private int firstChunk(int mover, BucketTable to) {
    int smaller = Math.min(source.capacity(), to.capacity());
    int apart = Math.max(1, smaller / chunkSize);
    return (int) (((long) (Integer.reverse(mover) >>> 1) * apart) >>> (Integer.SIZE - 1));
  }

  private static boolean hasStack() {
    try {
      return probe(FRAMES, 0, 0, 0) == 0;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private static long probe(int frames, long one, long two, long three) {
    return frames == 0 ? one + two + three : probe(frames - 1, one, two, three);
  }

  /** Moves a chunk that was claimed. Returns false if others keep this thread from it. */
  private boolean move(BucketTable to, int chunk) {
    boolean moved = false;
    try {
      free.decrementAndGet();
      int first = chunk * chunkSize;
      int end = first + chunkSize;
      int index = first;
      while (index < end && moveBucket(to, index)) {
        index++;
      }
      moved = index == end;
    } finally {
      chunks.set(chunk, moved ? DONE : FREE);
      (moved ? left : free).addAndGet(moved ? -1 : 1);
    }
    return moved;
  }

  private boolean moveBucket(BucketTable to, int index) {
    // Whoever claimed this before may have put nodes there, and so nothing is known of the target.
    Bucket put = BucketTable.MOVED;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Bucket bucket = source.bucket(index);
      if (bucket == BucketTable.MOVED) {
        return true;
      }
      if (bucket == put || put(to, index, bucket)) {
        put = bucket;
        if (source.exchange(index, bucket, BucketTable.MOVED)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Puts the nodes of a bucket into the target, in the place of those that were put before. Returns
   * false if others changed the target at the same time.
   */
  private boolean put(BucketTable to, int index, @Nullable Bucket bucket) {
    if (to.capacity() < source.capacity()) {
      return merge(to, index, bucket);
    }
    spread(to, index, bucket);
    return true;
  }

  private void spread(BucketTable to, int index, @Nullable Bucket bucket) {
    int mask = to.capacity() - 1;
    for (int at = index; at <= mask; at += source.capacity()) {
      Bucket own = Bucket.select(bucket, mask, at, true, null);
      if (to.bucket(at) != own) {
        to.put(at, own);
      }
    }
  }

  private boolean merge(BucketTable to, int index, @Nullable Bucket bucket) {
    int mask = to.capacity() - 1;
    int at = index & mask;
    Bucket before = to.bucket(at);
    Bucket others = Bucket.select(before, source.capacity() - 1, index, false, null);
    Bucket after = Bucket.select(bucket, mask, at, true, others);
    return before == after || to.exchange(at, before, after);
  }

  /**
   * Makes the target the current table if all have moved. Any thread may, and again: the one that
   * moved the last may have run out of stack. In this order: a migration of the target begins when
   * that is no longer being filled, and must find it at the root.
   */
  private boolean finishIfMoved(SyncMap<?, ?> map) {
    if (left.get() > 0) {
      return false;
    }
    BucketTable to = target;
    if (to != null) {
      source.era.advance(source, to);
      map.replaceRoot(source, to);
      to.filled();
      target = null;
    }
    return true;
  }
}
