package io.sluice.benchmarks;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jol.info.GraphLayout;

/** The figure of a benchmark of memory, beside its time, which means nothing. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Bytes {

  private static final int COLLECTIONS = 3;

  /** What one channel, waiter or entry takes; JMH reads it by this name. */
  public double bytes;

  /** The bytes of all that can be reached from the roots, the roots included. */
  static long reachable(Object... roots) {
    return GraphLayout.parseInstance(roots).totalSize();
  }

  /** The bytes in use on the heap after a collection. */
  static long live() {
    // Twice for what a cleaner holds, and once more for what that releases.
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
