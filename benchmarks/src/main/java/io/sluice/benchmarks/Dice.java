package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Random numbers of one thread, by xorshift. */
@State(Scope.Thread)
public class Dice {

  private static final long SEED = 0x9E3779B97F4A7C15L;

  private long state;

  /** How many writes this thread has done. */
  int writes;

  /** Which of the threads this is. */
  int thread;

  @Setup
  public void seed(ThreadParams threads) {
    thread = threads.getThreadIndex();
    state = SEED * (thread + 1);
  }

  long next() {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return state;
  }

  /** A number from 0 to below a bound, out of the upper half of a random one. */
  static int below(int bound, long random) {
    return (int) (((random >>> 32) * bound) >>> 32);
  }
}
