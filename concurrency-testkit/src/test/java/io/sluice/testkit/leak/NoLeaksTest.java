package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class NoLeaksTest {

  private static final Stuck STUCK = new Stuck("the answer");

  @AfterEach
  void endLeakedThreads() {
    STUCK.close();
  }

  // ---- what is told ----

  static class LeavingThreads {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @Test
    void virtual() {
      STUCK.start(Thread.ofVirtual().name("worker"));
    }

    @Test
    void platform() {
      STUCK.start(Thread.ofPlatform().name("grinder"));
    }

    @Test
    void none() throws InterruptedException {
      Thread.ofVirtual().start(() -> {}).join();
    }
  }

  @Test
  void afterEach_virtualThreadLeft_tellsWhatItIs() {
    Throwable failure = failures(run(LeavingThreads.class)).get("virtual()");

    assertThat(failure)
        .isInstanceOf(LeakError.class)
        .hasMessageStartingWith("leaked: 1 thread still runs after \"virtual()\"")
        .hasMessageContaining("\"worker\" (virtual), created ")
        .hasMessageContaining("waits for the answer (unmoved for ")
        .hasMessageContaining("java.util.concurrent.locks.LockSupport.park");
    Leak leak = ((LeakError) failure).leaks().getFirst();
    assertThat(leak.isVirtual()).isTrue();
    assertThat(leak.position().waitsFor()).isEqualTo("the answer");
    assertThat(leak.age()).isPositive();
  }

  @Test
  void afterEach_platformThreadLeft_fails() {
    Throwable failure = failures(run(LeavingThreads.class)).get("platform()");

    assertThat(failure).hasMessageContaining("\"grinder\" (platform), created ");
  }

  @Test
  void afterEach_noThreadLeft_succeeds() {
    assertThat(failures(run(LeavingThreads.class))).containsOnlyKeys("virtual()", "platform()");
  }

  static class FailingByItself {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @Test
    void fails() {
      STUCK.start(Thread.ofVirtual());
      throw new ArithmeticException("wrong");
    }
  }

  @Test
  void afterEach_testFailsAndLeaks_leakIsSuppressed() {
    Throwable failure = failures(run(FailingByItself.class)).get("fails()");

    assertThat(failure).isInstanceOf(ArithmeticException.class);
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LeakError.class);
  }

  // ---- waiting for the end ----

  @ExtendWith(NoLeaks.class)
  static class EndingDuringTheScan {

    @Test
    void lingers() {
      Thread test = Thread.currentThread();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!(LockSupport.getBlocker(test) instanceof LeakScan)) {
                  Thread.yield();
                }
              });
    }
  }

  @Test
  void afterEach_threadEndsDuringTheScan_succeeds() {
    assertThat(failures(run(EndingDuringTheScan.class))).isEmpty();
  }

  static class Interrupted {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @Test
    void leaksInterrupted() {
      STUCK.start(Thread.ofVirtual());
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void afterEach_testThreadInterrupted_fails() {
    assertThat(failures(run(Interrupted.class))).containsOnlyKeys("leaksInterrupted()");
  }

  // ---- classes ----

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class WithServer {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @BeforeAll
    void start() {
      STUCK.start(Thread.ofVirtual().name("server"));
    }

    @Test
    void usesServer() {}

    @Nested
    class Inner {

      @Test
      void leaksToo() {
        STUCK.start(Thread.ofVirtual().name("inner"));
      }
    }
  }

  @Test
  void afterAll_threadOfBeforeAllLeft_failsTheClassAlone() {
    Map<String, Throwable> failures = failures(run(WithServer.class));

    assertThat(failures).containsOnlyKeys("NoLeaksTest$WithServer", "leaksToo()");
    assertThat(failures.get("NoLeaksTest$WithServer"))
        .hasMessageContaining("1 thread still runs after \"NoLeaksTest$WithServer\"")
        .hasMessageContaining("\"server\"");
    assertThat(failures.get("leaksToo()")).hasMessageContaining("\"inner\"");
  }

  @ExtendWith(NoLeaks.class)
  static class WithTidyServer {

    @BeforeAll
    static void start() {
      STUCK.start(Thread.ofPlatform());
    }

    @AfterAll
    static void stop() {
      STUCK.close();
    }

    @BeforeEach
    void startOwn() throws InterruptedException {
      Thread.ofPlatform().start(() -> {}).join();
    }

    @Test
    void usesServer() {}
  }

  @Test
  void afterAll_threadOfBeforeAllStopped_succeeds() {
    assertThat(failures(run(WithTidyServer.class))).isEmpty();
  }

  static class Parameterized {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2, 3})
    void leaksTwo(int number) {
      if (number == 2) {
        STUCK.start(Thread.ofVirtual());
      }
    }
  }

  @Test
  void afterEach_parameterized_failsTheInvocationThatLeaks() {
    assertThat(failures(run(Parameterized.class))).hasSize(1).containsKey("2");
  }

  // ---- parallel tests, and threads without inheritance ----

  static class Parallel {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();
    static final CyclicBarrier TOGETHER = new CyclicBarrier(2);

    @Test
    void one() throws Exception {
      TOGETHER.await(10, TimeUnit.SECONDS);
      startGrandchild("of one");
      TOGETHER.await(10, TimeUnit.SECONDS);
    }

    @Test
    void other() throws Exception {
      TOGETHER.await(10, TimeUnit.SECONDS);
      startGrandchild("of other");
      STUCK.start(Thread.ofVirtual().name("unknown").inheritInheritableThreadLocals(false));
      TOGETHER.await(10, TimeUnit.SECONDS);
    }

    private static void startGrandchild(String name) throws InterruptedException {
      Thread.ofVirtual().start(() -> STUCK.start(Thread.ofPlatform().name(name))).join();
    }
  }

  @Test
  void afterEach_testsInParallel_eachAnswersForItsOwn() {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Parallel.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
            .execute();

    Map<String, Throwable> failures = failures(results);
    assertThat(names(failures.get("one()"))).containsExactly("of one");
    assertThat(names(failures.get("other()"))).containsExactly("of other");
  }

  static class Uninherited {

    @RegisterExtension static final NoLeaks NO_LEAKS = quick();

    @Test
    void leaks() {
      STUCK.start(Thread.ofVirtual().name("unknown").inheritInheritableThreadLocals(false));
    }
  }

  @Test
  void afterEach_threadWithoutInheritance_isReportedIfTheTestIsAlone() {
    Map<String, Throwable> failures = failures(run(Uninherited.class));

    assertThat(failures).containsOnlyKeys("leaks()");
    assertThat(names(failures.get("leaks()"))).containsExactly("unknown");
  }

  // ---- rules ----

  static class Ignoring {

    @RegisterExtension
    static final NoLeaks NO_LEAKS =
        NoLeaks.ignoring(Ignore.threadName("pool-\\d+")).within(Duration.ZERO);

    @Test
    void leaks() {
      STUCK.start(Thread.ofVirtual().name("pool-7"));
      STUCK.start(Thread.ofVirtual().name("pool"));
    }
  }

  @Test
  void afterEach_ignored_tellsTheOthersOnly() {
    assertThat(names(failures(run(Ignoring.class)).get("leaks()"))).containsExactly("pool");
  }

  static class OnInstance {

    @RegisterExtension final NoLeaks noLeaks = quick();

    @Test
    void leaks() {
      STUCK.start(Thread.ofVirtual());
    }
  }

  @Test
  void afterEach_registeredByInstance_fails() {
    assertThat(failures(run(OnInstance.class))).containsOnlyKeys("leaks()");
  }

  @ExtendWith(NoLeaks.class)
  static class WithTheJdksPools {

    @Test
    void usesThem() throws Exception {
      CountDownLatch ran = new CountDownLatch(2);
      CompletableFuture.runAsync(ran::countDown).join();
      CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS).execute(ran::countDown);
      ran.await();
      assertThat(List.of(1, 2, 3, 4).parallelStream().mapToInt(i -> i).sum()).isEqualTo(10);
    }
  }

  @Test
  void afterEach_poolsOfTheJdk_areNoLeaks() {
    assertThat(failures(run(WithTheJdksPools.class))).isEmpty();
  }

  private static NoLeaks quick() {
    return NoLeaks.ignoring().within(Duration.ofMillis(20));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static Map<String, Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .collect(
            Collectors.toMap(
                event -> event.getTestDescriptor().getDisplayName(), NoLeaksTest::throwable));
  }

  private static Throwable throwable(Event event) {
    return event
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .orElseThrow();
  }

  private static List<String> names(Throwable failure) {
    assertThat(failure).isInstanceOf(LeakError.class);
    return ((LeakError) Objects.requireNonNull(failure))
        .leaks().stream().map(Leak::threadName).toList();
  }
}
