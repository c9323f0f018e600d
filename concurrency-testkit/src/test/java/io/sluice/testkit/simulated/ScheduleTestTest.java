package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.sluice.testkit.simulation.ScheduleFailedError;
import io.sluice.testkit.simulation.ScheduleTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The annotation, as JUnit runs it. */
class ScheduleTestTest {

  private static final List<String> EVENTS = new ArrayList<>();

  private static EngineExecutionResults run(Class<?> testClass) {
    EVENTS.clear();
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass)).execute();
  }

  private static Throwable failureOf(Class<?> testClass) {
    return run(testClass).testEvents().failed().stream()
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .orElseThrow();
  }

  static class Lifecycle {
    private int calls;

    @BeforeEach
    void before() {
      calls++;
      EVENTS.add("before");
    }

    @AfterEach
    void after() {
      EVENTS.add("after " + calls);
    }

    @ScheduleTest(schedules = 3)
    void test() throws InterruptedException {
      Thread child = Thread.startVirtualThread(() -> calls++);
      child.join();
      EVENTS.add("test");
    }
  }

  @Test
  void lifecycle_eachScheduleHasItsInstance() {
    run(Lifecycle.class).testEvents().assertStatistics(s -> s.started(1).succeeded(1));
    List<String> one = List.of("before", "test", "after 2");
    // The first run of a program in a JVM is not counted as a schedule.
    for (int i = 0; i < 4; i++) {
      assertThat(EVENTS.subList(3 * i, 3 * i + 3)).isEqualTo(one);
    }
    assertThat(EVENTS).hasSize(12);
  }

  static class Outer {
    private int prepared;

    @BeforeEach
    void prepare() {
      prepared++;
    }

    @Nested
    class Inner {
      @ScheduleTest(schedules = 3)
      void test() {
        assertThat(prepared).isEqualTo(1);
      }
    }
  }

  @Test
  void nested_hasFreshOuterInstance() {
    run(Outer.class).testEvents().assertStatistics(s -> s.started(1).succeeded(1));
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class Shared {
    private int runs;

    @ScheduleTest(schedules = 3)
    void test() {
      EVENTS.add("run " + ++runs);
    }
  }

  @Test
  void perClass_sharesTheInstance() {
    run(Shared.class).testEvents().assertStatistics(s -> s.succeeded(1));
    assertThat(EVENTS).containsExactly("run 1", "run 2", "run 3", "run 4");
  }

  static class WithParameter {
    @ScheduleTest
    void test(org.junit.jupiter.api.TestInfo info) {
      EVENTS.add(info.getDisplayName());
    }
  }

  @Test
  void parameter_isRefused() {
    assertThat(failureOf(WithParameter.class))
        .hasMessageContaining("has parameters, which a schedule test cannot have");
    assertThat(EVENTS).isEmpty();
  }

  static class LostUpdate {
    private final AtomicInteger count = new AtomicInteger();

    @ScheduleTest(seed = 10)
    void test() throws InterruptedException {
      Thread child = Thread.startVirtualThread(() -> count.set(count.get() + 1));
      count.set(count.get() + 1);
      child.join();
      assertThat(count).hasValue(2);
    }
  }

  @Test
  void failure_showsScheduleAndHowToReplayIt() {
    assertThat(failureOf(LostUpdate.class))
        .isInstanceOf(ScheduleFailedError.class)
        .hasMessageMatching(
            "(?s)schedule \\d+ of 1000 failed: .*The schedule:\n.*"
                + "Replay it with @ScheduleTest\\(replay = \"random:\\d+\"\\).*");
  }

  static class Replayed {
    @ScheduleTest(replay = "random:3")
    void test() {
      EVENTS.add("run");
    }
  }

  @Test
  void replay_runsOneSchedule() {
    run(Replayed.class).testEvents().assertStatistics(s -> s.succeeded(1));
    assertThat(EVENTS).containsExactly("run", "run");
  }

  static class Racy {
    private int count;

    @ScheduleTest(races = true)
    void test() {
      Thread.startVirtualThread(() -> count++);
      count++;
    }
  }

  @Test
  void races_areFound() {
    assertThat(failureOf(Racy.class))
        .hasMessageContaining("data race on")
        .hasMessageContaining("Racy.count");
  }
}
