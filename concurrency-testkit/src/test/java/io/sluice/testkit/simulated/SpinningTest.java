package io.sluice.testkit.simulated;

import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpinningTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void explore_threadsThatSpinAtTheSameTime_comesToAnEnd(int spinning) {
    Options options =
        Options.defaults().strategy(Strategy.EXHAUSTIVE).preemptions(1).schedules(5_000);
    Simulation.explore(
            options,
            () -> {
              List<Thread> threads = new ArrayList<>();
              for (int i = 0; i < spinning; i++) {
                threads.add(Thread.startVirtualThread(SpinningTest::spin));
              }
              for (Thread thread : threads) {
                thread.join();
              }
            })
        .assertAllPass();
  }

  private static void spin() {
    for (int i = 0; i < 40; i++) {
      Thread.onSpinWait();
    }
  }
}
