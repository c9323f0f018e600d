package io.sluice.sync.lincheck;

import io.sluice.sync.SyncMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The operations that Lincheck combines, on two keys and two values. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
public class MapOperations {

  final SyncMap<Integer, Integer> map = new SyncMap<>();

  /** Made by Lincheck. */
  public MapOperations() {}

  /** Reads. */
  @Operation
  public Integer get(@Param(name = "key") int key) {
    return map.get(key);
  }

  /** Puts. */
  @Operation
  public Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.put(key, value);
  }

  /** Puts unless something is there. */
  @Operation
  public Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.putIfAbsent(key, value);
  }

  /** Removes. */
  @Operation
  public Integer remove(@Param(name = "key") int key) {
    return map.remove(key);
  }

  /** Removes what is expected. */
  @Operation
  public boolean removeExpected(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.remove(key, value);
  }

  /** Replaces what is expected. */
  @Operation
  public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.replace(key, value, value + 1);
  }

  /** Computes. */
  @Operation
  public Integer compute(@Param(name = "key") int key) {
    return map.compute(key, (same, before) -> next(before));
  }

  private static Integer next(Integer before) {
    if (before == null) {
      return 1;
    }
    return before > 2 ? null : Integer.valueOf(before + 1);
  }
}
