package io.sluice.sync;

/**
 * How many buckets a table has, how many entries suit them, and who looks whether they still do.
 *
 * <p>To know the number of entries is to read what all threads write, and so only some keys look.
 */
final class Capacity {

  private static final int SMALLEST = 16;
  private static final int LARGEST = 1 << 30;

  /** More entries than this share of the buckets are too many. */
  private static final double CROWDED = 0.75;

  /** Less than one entry for so many buckets is too few. */
  private static final int SPARSE = 16;

  /** How many times larger or smaller the next table is at most: a sum may be off by much. */
  private static final int MOST_GROWTH = 4;

  private static final int MOST_SHRINKAGE = 8;

  /** Of up to so many buckets all keys look; of n times as many, one of n keys. */
  private static final int SMALL = 128;

  /** But one of {@code 1 << SAMPLE_BITS} keys at least. */
  private static final int SAMPLE_BITS = 6;

  /** 2^32 divided by the golden ratio: spreads what differs in any bits over the upper ones. */
  private static final int GOLDEN = 0x9E3779B9;

  final int buckets;

  /** Which of {@link #SAMPLE_BITS} bits are zero in a key that looks. */
  private final int notSampled;

  /** More entries than this are too many. Raised where there was no memory for a larger table. */
  private volatile int crowdedAbove;

  /** Fewer entries than this are too few. Lowered where there was no memory for another table. */
  private volatile int sparseBelow;

  /**
   * Makes the capacity of one table.
   *
   * @param buckets a power of two
   */
  Capacity(int buckets) {
    this.buckets = buckets;
    this.notSampled = Math.clamp(buckets / SMALL, 1, 1 << SAMPLE_BITS) - 1;
    this.crowdedAbove = (int) (CROWDED * buckets);
    this.sparseBelow = buckets / SPARSE;
  }

  static Capacity smallest() {
    return new Capacity(SMALLEST);
  }

  boolean isSmallest() {
    return buckets == SMALLEST;
  }

  /** Whether a key is one of those that look, whatever the keys have in common. */
  boolean isSampled(Node node) {
    return ((node.hash * GOLDEN) >>> (Integer.SIZE - SAMPLE_BITS) & notSampled) == 0;
  }

  /** How many buckets so many entries should move to: as many as there are if they are to stay. */
  int next(long entries) {
    if (entries > crowdedAbove && buckets < LARGEST) {
      return (int) Math.min(suiting(entries), (long) MOST_GROWTH * buckets);
    }
    if (entries < sparseBelow && !isSmallest()) {
      return Math.max(suiting(2 * entries), buckets / MOST_SHRINKAGE);
    }
    return buckets;
  }

  /** There was no memory for so many entries to move: only twice or half as many try again. */
  void refuse(long entries) {
    if (entries > crowdedAbove) {
      crowdedAbove = (int) Math.min(2 * entries, Integer.MAX_VALUE);
    } else {
      sparseBelow /= 2;
    }
  }

  private static int suiting(long entries) {
    long least = Math.clamp((long) (entries / CROWDED) + 1, SMALLEST, LARGEST);
    return (int) Long.highestOneBit(2 * least - 1);
  }
}
