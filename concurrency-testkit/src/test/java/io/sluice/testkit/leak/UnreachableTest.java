package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.RootThreads;
import io.sluice.testkit.dump.ThreadListing;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreachableTest {

  @Test
  void unreachable_queueForgotten_findsItsTaker() throws InterruptedException {
    long id = startTaker("forgotten", new LinkedBlockingQueue<>());

    List<Leak> found = Leaks.unreachable();

    assertThat(found)
        .filteredOn(leak -> leak.threadId() == id)
        .singleElement()
        .satisfies(
            leak -> {
              assertThat(leak.threadName()).isEqualTo("forgotten");
              assertThat(leak.position().waitsFor()).contains("ConditionObject");
              assertThat(leak.stack())
                  .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("take"));
            });
    assertThat(ids()).doesNotContain(id);
    assertThat(Leaks.unreachable()).noneMatch(leak -> leak.threadId() == id);
  }

  @Test
  void unreachable_queueHeld_staysAndRunsOn() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
    long id = start("held", () -> taken.add(queue.take()));

    List<Leak> found = Leaks.unreachable();

    assertThat(found).noneMatch(leak -> leak.threadId() == id);
    assertThat(ids()).contains(id);
    queue.put("value");
    assertThat(taken.take()).isEqualTo("value");
  }

  @Test
  void unreachable_chainOfThreadsForgotten_findsAll() throws InterruptedException {
    // The second holds what the first waits for, and itself waits for what nobody holds.
    LinkedBlockingQueue<String> first = new LinkedBlockingQueue<>();
    long one = startTaker("first", first);
    long two = startHolder(first);
    first = null;

    assertThat(Leaks.unreachable()).extracting(Leak::threadId).contains(one, two);
  }

  private static long startHolder(LinkedBlockingQueue<String> held) throws InterruptedException {
    SynchronousQueue<String> nobodys = new SynchronousQueue<>();
    return start("second", () -> held.put(nobodys.take()));
  }

  @Test
  void unreachable_waitsWithATimeLimit_stays() throws InterruptedException {
    long id = startTimed();

    assertThat(Leaks.unreachable()).noneMatch(leak -> leak.threadId() == id);
    assertThat(ids()).contains(id);
    interrupt(id);
  }

  private static long startTimed() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    return start("timed", () -> queue.poll(1, TimeUnit.DAYS));
  }

  @Test
  void unreachable_threadHeld_stays() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(() -> quietly(new SynchronousQueue<>()::take));
    awaitWaiting(thread);

    assertThat(Leaks.unreachable()).noneMatch(leak -> leak.threadId() == thread.threadId());
    thread.interrupt();
    thread.join();
    assertThat(ids()).doesNotContain(thread.threadId());
  }

  @Test
  void unreachable_executorHeld_itsThreadsStay() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch latch = new CountDownLatch(1);
      CountDownLatch ran = new CountDownLatch(1);
      executor.execute(
          () -> {
            ran.countDown();
            quietly(latch::await);
          });
      ran.await();

      try {
        assertThat(Leaks.unreachable()).isEmpty();
      } finally {
        latch.countDown();
      }
    }
  }

  @Test
  void unreachable_executorForgotten_findsItsThreads() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    runInForgottenExecutor(ran);
    ran.await();
    long id = awaitNamed("of executor");

    assertThat(Leaks.unreachable()).extracting(Leak::threadId).contains(id);
  }

  @SuppressWarnings("resource") // that it is not closed is the leak
  private static void runInForgottenExecutor(CountDownLatch ran) {
    Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("of executor").factory())
        .execute(
            () -> {
              ran.countDown();
              quietly(new SynchronousQueue<>()::take);
            });
  }

  @Test
  void unreachable_forgottenThreadIsJoinedByAnother_findsBoth() throws InterruptedException {
    long joined = start("joined", new SynchronousQueue<>()::take);
    long joiner = startJoiner(joined);

    assertThat(Leaks.unreachable()).extracting(Leak::threadId).contains(joined, joiner);
  }

  private static long startJoiner(long id) throws InterruptedException {
    Thread joined = named(live -> live.id() == id);
    return start("joiner", joined::join);
  }

  /** It is gone like a leaked one, but it has ended: someone still knew it. */
  @Test
  void leaks_threadEndedMeanwhile_isNone() throws Exception {
    SynchronousQueue<String> queue = new SynchronousQueue<>();
    long id = start("wakes", queue::take);
    GcProof proof = GcProof.prepare();
    proof.takeOut();
    queue.put("the end");

    proof.collect();
    proof.putBack();

    assertThat(proof.leaks()).noneMatch(leak -> leak.threadId() == id);
    assertThat(ids()).doesNotContain(id);
  }

  @Test
  void putBack_threadEndedMeanwhile_isNotTracked() throws Exception {
    SynchronousQueue<String> queue = new SynchronousQueue<>();
    Thread thread = Thread.ofVirtual().start(() -> quietly(queue::take));
    awaitWaiting(thread);
    Set<Thread> tracked = RootThreads.trackingSet();
    tracked.remove(thread);
    queue.put("the end");
    thread.join();

    GcProof.putBack(tracked, thread);

    assertThat(tracked).doesNotContain(thread);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC"})
  void unreachable_anyCollector_findsForgottenAndKeepsHeld(String collector) throws Exception {
    assertThat(run(collector)).containsExactly("found forgotten", "kept held");
  }

  @Test
  void unreachable_collectionsDisabled_throwsAndLosesNone() throws Exception {
    assertThat(run("-XX:+DisableExplicitGC"))
        .containsExactly("refused", "kept forgotten", "kept held");
  }

  private static List<String> run(String option) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-javaagent:" + agentJar(),
                "-Dsluice.testkit.gcPatienceMillis=300",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                UnreachableTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var reader = process.inputReader()) {
      return reader.lines().filter(line -> line.matches("(found|kept|refused).*")).toList();
    }
  }

  private static String agentJar() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:"))
        .map(argument -> argument.substring("-javaagent:".length()))
        .filter(jar -> jar.contains("testkit"))
        .findFirst()
        .orElseThrow();
  }

  /** Is run in JVMs with different collectors. */
  public static void main(String[] arguments) throws InterruptedException {
    LinkedBlockingQueue<String> held = new LinkedBlockingQueue<>();
    startTaker("held", held);
    startTaker("forgotten", new LinkedBlockingQueue<>());
    try {
      Leaks.unreachable().forEach(leak -> System.out.println("found " + leak.threadName()));
    } catch (IllegalStateException e) {
      System.out.println("refused");
    }
    ThreadListing.best().threads().stream()
        .filter(LiveThread::isVirtual)
        .map(LiveThread::name)
        .filter(Set.of("held", "forgotten")::contains)
        .sorted()
        .forEach(name -> System.out.println("kept " + name));
    held.add("the end");
  }

  /** Starts a thread that takes from a queue, and returns its number once it waits. */
  private static long startTaker(String name, LinkedBlockingQueue<String> queue)
      throws InterruptedException {
    return start(name, queue::take);
  }

  private static long start(String name, Blocking task) throws InterruptedException {
    Thread thread = Thread.ofVirtual().name(name).start(() -> quietly(task));
    awaitWaiting(thread);
    return thread.threadId();
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  /** What waits, and may be interrupted to end. */
  private interface Blocking {
    void run() throws InterruptedException;
  }

  private static void quietly(Blocking task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long awaitNamed(String name) {
    Thread thread = named(live -> live.name().equals(name));
    awaitWaiting(thread);
    return thread.threadId();
  }

  private static Thread named(Predicate<LiveThread> which) {
    return ThreadListing.best().threads().stream().filter(which).findFirst().orElseThrow().thread();
  }

  private static Set<Long> ids() {
    return Set.copyOf(ThreadListing.best().threads().stream().map(LiveThread::id).toList());
  }

  private static void interrupt(long id) {
    ThreadListing.best().threads().stream()
        .filter(live -> live.id() == id)
        .forEach(live -> live.thread().interrupt());
  }
}
