package io.sluice.testkit.simulation;

/** Derives seeds from a seed. */
final class Seeds {

  private Seeds() {}

  /** Spreads two numbers over all bits, as {@link java.util.SplittableRandom} does. */
  static long mix(long seed, long number) {
    long z = seed + (number + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
