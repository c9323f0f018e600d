package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.testing.ManualSignal;
import io.sluice.testing.ThreadKind;
import io.sluice.testing.Threads;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As long as nobody has to wait, nothing is allocated. */
@Timeout(120)
class SyncAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int RUNS = 10_000;

  /** What the measure itself, or a late compilation, may take: far less than one byte a run. */
  private static final long SLACK = RUNS / 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static Object escaped;

  private final ManualSignal signal = new ManualSignal();

  /** The bytes that a number of runs allocate, on a platform thread, once they are warm. */
  private static long bytes(Threads.Action run) {
    return Threads.start(
            ThreadKind.PLATFORM,
            () -> {
              long least = Long.MAX_VALUE;
              for (int attempt = 0; attempt < 5; attempt++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < RUNS; i++) {
                  run.run();
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
              }
              return least;
            })
        .result();
  }

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
