package io.sluice.sync.lincheck;

/** The same on a map whose first table is full: a key that meets another makes it move. */
public class MovingMapOperations extends MapOperations {

  private static final int BUCKETS = 16;
  private static final int FULL = 12;

  /** Made by Lincheck. */
  public MovingMapOperations() {
    for (int key = 1; key <= FULL; key++) {
      map.put(BUCKETS + key, key);
    }
  }
}
