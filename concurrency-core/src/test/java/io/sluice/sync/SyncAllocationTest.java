package io.sluice.sync;

import static io.sluice.testing.Allocation.RUNS;
import static io.sluice.testing.Allocation.SLACK;
import static io.sluice.testing.Allocation.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As long as nobody has to wait, nothing is allocated. */
@Timeout(120)
class SyncAllocationTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static Object escaped;

  private final ManualSignal signal = new ManualSignal();

  @Test
  void measure_knownAllocation_isSeen() {
    assertThat(bytes(() -> escaped = new byte[100])).isGreaterThanOrEqualTo(RUNS * 100L);
    assertThat(escaped).isNotNull();
  }

  @Test
  void semaphore_uncontended_allocatesNothing() {
    Semaphore semaphore = new Semaphore(6);
    Threads.Action run =
        () -> {
          semaphore.acquire();
          semaphore.acquire(signal, 2);
          boolean both = semaphore.tryAcquire(1, TIMEOUT) && semaphore.tryAcquire(2);
          if (!both || semaphore.tryAcquire(1)) {
            throw new AssertionError(semaphore);
          }
          semaphore.release(6);
        };
    assertThat(bytes(run)).isLessThan(SLACK);
  }

  @Test
  void waitGroup_nobodyHasToWait_allocatesNothing() {
    WaitGroup group = new WaitGroup();
    Threads.Action run =
        () -> {
          group.add(2);
          group.done();
          group.done();
          group.await();
          group.await(signal);
          group.await(TIMEOUT);
        };
    assertThat(bytes(run)).isLessThan(SLACK);
  }
}
