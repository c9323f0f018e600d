package io.sluice.sync.lincheck;

/** The same on a map whose first table has room for one key more. */
public class MovingMapOperations extends MapOperations {

  private static final int BEFORE_IT_IS_FULL = 8;

  /** Made by Lincheck. */
  public MovingMapOperations() {
    for (int key = 0; key < BEFORE_IT_IS_FULL; key++) {
      map.put(100 + key, key);
    }
  }
}
