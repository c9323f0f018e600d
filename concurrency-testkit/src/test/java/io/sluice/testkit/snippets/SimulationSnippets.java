package io.sluice.testkit.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.ScheduleTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;

/** What the documentation of simulations shows; run by {@code SimulationSnippetsTest}. */
@Tag("snippet")
class SimulationSnippets {

  // @start region=schedule-test
  @ScheduleTest(schedules = 1000, faults = Fault.SPURIOUS_WAKEUP, races = true)
  void transfer() throws InterruptedException {
    AtomicInteger balance = new AtomicInteger(100);
    Thread deposit = Thread.startVirtualThread(() -> balance.addAndGet(10));
    Thread withdrawal = Thread.startVirtualThread(() -> balance.addAndGet(-30));
    deposit.join();
    withdrawal.join();
    assertThat(balance).hasValue(80);
  }
  // @end
}
