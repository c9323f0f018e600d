package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

class DumpOnTimeoutTest {

  private final PrintStream original = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(original);
  }

  static class Hanging {

    static final CountDownLatch NEVER = new CountDownLatch(1);

    @Test
    @DumpOnTimeout("300 ms")
    void hangs() throws InterruptedException {
      NEVER.await();
    }

    private static void hangQuietly() {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    @DumpOnTimeout("1 h")
    void inTime() {}

    @Test
    @DumpOnTimeout("1 h")
    void failing() {
      throw new ArithmeticException("wrong");
    }
  }

  @Test
  void intercept_hangingTest_isInterruptedAndTold() throws InterruptedException {
    Thread partner = Thread.ofVirtual().name("partner").start(Hanging::hangQuietly);
    while (partner.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    EngineExecutionResults results = run(Hanging.class);
    partner.interrupt();
    partner.join();

    Throwable failure = failures(results).get("hangs()");
    assertThat(failure)
        .isInstanceOf(TimeoutException.class)
        .hasMessage("\"hangs()\" took longer than 300 ms");
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(failure.getCause().getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("hangs"));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("\"hangs()\" took longer than 300 ms: ")
        .contains("1 virtual thread WAITING: \"partner\"")
        .contains("Hanging.hangQuietly(DumpOnTimeoutTest.java:");
    assertThat(
            results.allEvents().stream()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED))
        .singleElement()
        .satisfies(event -> assertThat(event.toString()).contains("\"partner\""));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void intercept_inTime_changesNothing() {
    assertThat(failures(run(Hanging.class)).get("failing()"))
        .isInstanceOf(ArithmeticException.class);
    assertThat(failures(run(Hanging.class))).doesNotContainKey("inTime()");
  }

  @DumpOnTimeout(value = "10 ms", grace = "10 ms")
  static class Stubborn {

    /** Ends once two dumps were printed, whatever interrupts come. */
    @Test
    void ignoresInterrupts() {
      String watched = "after it was interrupted";
      while (!PRINTED.get().toString(StandardCharsets.UTF_8).contains(watched)) {
        Thread.onSpinWait();
      }
    }

    @Nested
    class Inner {

      @Test
      @DumpOnTimeout("soon")
      void unreadable() {}
    }
  }

  private static final AtomicReference<ByteArrayOutputStream> PRINTED = new AtomicReference<>();

  @Test
  void intercept_interruptIgnored_isToldAgain() {
    PRINTED.set(printed);

    Map<String, Throwable> failures = failures(run(Stubborn.class));

    assertThat(failures.get("ignoresInterrupts()"))
        .isInstanceOf(TimeoutException.class)
        .hasNoSuppressedExceptions();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("\"ignoresInterrupts()\" took longer than 10 ms")
        .contains("\"ignoresInterrupts()\" still runs 10 ms after it was interrupted");
    assertThat(failures.get("unreadable()"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"soon\"");
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
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
