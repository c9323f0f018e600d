package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class NoPinningTest {

  // A class initializer pins, once in a JVM: each test has its own.

  private static final class First {
    static final int VALUE = slowly();
  }

  private static final class Second {
    static final int VALUE = slowly();
  }

  private static final class Third {
    static final int VALUE = slowly();
  }

  private static final class OfOne {
    static final int VALUE = slowly();
  }

  private static final class OfOther {
    static final int VALUE = slowly();
  }

  /** Parks for a moment, which is what pins. */
  private static int slowly() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    return 1;
  }

  @NoPinning
  static class Sequential {

    @Test
    void pins() throws InterruptedException {
      Thread.ofVirtual().name("pinned").start(() -> use(First.VALUE)).join();
    }

    @Test
    void parks() throws InterruptedException {
      Thread.ofVirtual().start(NoPinningTest::slowly).join();
    }

    @Test
    @NoPinning(threshold = "1 h")
    void pinsForLessThanTheThreshold() throws InterruptedException {
      Thread.ofVirtual().start(() -> use(Second.VALUE)).join();
    }
  }

  @Test
  void afterEach_pinned_failsAndTellsWhere() {
    Map<String, Throwable> failures = failures(run(Sequential.class, false));

    assertThat(failures).containsOnlyKeys("pins()");
    assertThat(failures.get("pins()"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "virtual threads were pinned once during \"pins()\"\n\n  \"pinned\"")
        .hasMessageContaining("First.<clinit>")
        .hasMessageContaining("NoPinningTest.slowly(NoPinningTest.java:");
  }

  static class Unwatched {

    @Test
    void pins() throws InterruptedException {
      Thread.ofVirtual().start(() -> use(Third.VALUE)).join();
    }
  }

  @Test
  void afterEach_notAnnotated_doesNotCare() {
    assertThat(failures(run(Unwatched.class, false))).isEmpty();
  }

  @NoPinning
  static class Parallel {

    static final CyclicBarrier TOGETHER = new CyclicBarrier(2);
    static final CountDownLatch END = new CountDownLatch(1);

    /** Its pinned thread lives on, so it can be told whose it is. */
    @Test
    void pins() throws Exception {
      TOGETHER.await(10, TimeUnit.SECONDS);
      CountDownLatch pinned = new CountDownLatch(1);
      Thread.ofVirtual()
          .name("of pins")
          .start(
              () -> {
                use(OfOne.VALUE + OfOther.VALUE);
                pinned.countDown();
                awaitEnd();
              });
      pinned.await();
      TOGETHER.await(10, TimeUnit.SECONDS);
    }

    @Test
    void doesNot() throws Exception {
      TOGETHER.await(10, TimeUnit.SECONDS);
      TOGETHER.await(10, TimeUnit.SECONDS);
    }

    private static void awaitEnd() {
      try {
        END.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void afterEach_testsInParallel_tellsWhoseThreadItWas() {
    Map<String, Throwable> failures = failures(run(Parallel.class, true));
    Parallel.END.countDown();

    assertThat(failures).containsOnlyKeys("pins()");
    assertThat(failures.get("pins()"))
        .hasMessageContaining("2 times")
        .hasMessageContaining("doesNot()");
  }

  private static void use(int value) {
    assertThat(value).isPositive();
  }

  private static EngineExecutionResults run(Class<?> tests, boolean parallel) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameter(
            "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .execute();
  }

  private static Map<String, Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .collect(
            Collectors.toMap(
                event -> event.getTestDescriptor().getDisplayName(),
                event ->
                    event
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()));
  }
}
