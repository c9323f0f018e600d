package io.sluice.sync.lincheck;

import io.sluice.Rule;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operations on single keys are linearizable, also while the map moves to another table. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncMapLincheckTest {

  @Test
  @Rule(38)
  void operations_ofFewKeys_areLinearizable() {
    check(MapOperations.class);
  }

  /** Nearly full: the next keys begin a migration. */
  @Test
  @Rule(38)
  void operations_whileMoving_areLinearizable() {
    check(MovingMapOperations.class);
  }

  /** Nearly empty: the next removal begins a migration, in which two buckets become one. */
  @Test
  @Rule(38)
  void operations_whileShrinking_areLinearizable() {
    check(ShrinkingMapOperations.class);
  }

  private static void check(Class<?> operations) {
    new ModelCheckingOptions()
        .iterations(15)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        // A migration first makes sure of its stack.
        .recursionBound(100)
        .check(operations);
  }
}
