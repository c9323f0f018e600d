package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;

import io.sluice.Rule;
import io.sluice.sync.WaitGroup;
import io.sluice.testing.StandardError;
import io.sluice.testkit.simulation.Options;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Tasks of wait groups that fail, in all schedules. */
@Tag("simulation")
class WaitGroupTaskSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.sync");

  private StandardError log;

  @BeforeEach
  void collectLog() {
    log = StandardError.collect();
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  /** Each failing task is logged, so what it throws has no stack: thousands would be printed. */
  private static IOException failure(String message) {
    IOException failure = new IOException(message);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  @Test
  @Rule({24, 37})
  void go_oneOfTwoFails_awaitIsReleasedAndTold(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = new WaitGroup();
          AtomicInteger ended = new AtomicInteger();
          group.go(
              () -> {
                ended.incrementAndGet();
                throw failure("broken");
              });
          group.go(ended::incrementAndGet);
          group.await();
          return ended + " " + group.failure().orElseThrow().getMessage();
        },
        "2 broken");
  }

  @Test
  @Rule(37)
  void go_twoFail_firstIsKept(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = new WaitGroup();
          String[] seen = new String[1];
          group.go(
              () -> {
                throw failure("A");
              });
          group.go(
              () -> {
                seen[0] = group.failure().map(Throwable::getMessage).orElse("none");
                throw failure("B");
              });
          group.await();
          return seen[0] + ", then " + group.failure().orElseThrow().getMessage();
        },
        "none, then A",
        "none, then B",
        "A, then A");
  }

  /** A task that is done once too often takes the other's count: somebody hears of it. */
  @Test
  @Rule({36, 37})
  void go_taskCallsDoneItself_isReported(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = new WaitGroup();
          Thread[] threads = new Thread[2];
          group.add(2); // both have a thread before any is done
          group.go(
              () -> {
                threads[0] = Thread.currentThread();
                group.done();
              });
          group.go(
              () -> {
                threads[1] = Thread.currentThread();
                group.done();
                group.done();
              });
          group.await();
          threads[0].join();
          threads[1].join();
          return group.count() + " " + group.failure().isPresent();
        },
        "0 true");
  }
}
