package io.sluice.sync.lincheck;

/**
 * The same on a map that has so little left in its second table that to remove a key makes it move
 * to a smaller one, where what stays meets the first of the keys.
 */
public class ShrinkingMapOperations extends MovingMapOperations {

  private static final int STAYING = 17;

  /** Made by Lincheck. */
  public ShrinkingMapOperations() {
    map.put(1, 1);
    map.keySet().removeIf(key -> key != 1 && key != STAYING);
  }
}
