package io.sluice.testkit.simulated;

import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import org.junit.jupiter.api.Test;

class SpinningTest {

  @Test
  void explore_threadsThatSpinAtTheSameTime_comesToAnEnd() {
    Options options =
        Options.defaults().strategy(Strategy.EXHAUSTIVE).preemptions(1).schedules(5_000);
    Simulation.explore(
            options,
            () -> {
              Thread one = Thread.startVirtualThread(SpinningTest::spin);
              Thread other = Thread.startVirtualThread(SpinningTest::spin);
              one.join();
              other.join();
            })
        .assertAllPass();
  }

  private static void spin() {
    for (int i = 0; i < 40; i++) {
      Thread.onSpinWait();
    }
  }
}
