package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.weave.Recorder.Call;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the handler is one for the JVM")
class JdkRewritingTest {

  private Recorder recorder;

  @BeforeAll
  static void prepare() {
    long begin = System.nanoTime();
    Agent.weaving().prepareJdk();
    long prepared = System.nanoTime();
    Agent.weaving().prepareRaces();
    System.out.printf(
        "FIG prepareJdk %d ms, prepareRaces %d ms%n",
        (prepared - begin) / 1_000_000, (System.nanoTime() - prepared) / 1_000_000);
  }

  @BeforeEach
  void record() {
    recorder = new Recorder();
  }

  @AfterEach
  void restore() {
    recorder.close();
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // it is what is tested
  void prepareJdk_clocks_tellTheHooksTime() {
    recorder.simulated = true;
    recorder.nanos = 5_000_000;
    recorder.instant = Instant.ofEpochSecond(7);
    assertThat(Instant.now()).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(Clock.systemUTC().instant()).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(Clock.systemUTC().millis()).isEqualTo(5_000);
    assertThat(java.time.InstantSource.system().millis()).isEqualTo(5_000);
    assertThat(new Date().getTime()).isEqualTo(5_000);
    recorder.instant = null;
    assertThat(Instant.now()).isAfter(Instant.ofEpochSecond(1_000_000));
  }

  @Test
  void prepareJdk_delayedTask_isOffered() {
    recorder.takesDelayed = true;
    var future = new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS);
    assertThat(recorder.take()).extracting(Call::hook).contains("asyncPool", "delayed");
    assertThat(future).isNotDone();
  }

  @Test
  void prepareJdk_asyncStage_usesTheHooksPool()
      throws InterruptedException, ExecutionException, TimeoutException {
    assertThat(CompletableFuture.supplyAsync(() -> 3).get(1, TimeUnit.MINUTES)).isEqualTo(3);
    assertThat(recorder.take()).extracting(Call::hook).contains("asyncPool");
  }

  @Test
  @SuppressWarnings("JdkObsolete") // it is what is tested
  void prepareRaces_synchronizers_tellTheirReceiver() {
    ReentrantLock lock = new ReentrantLock();
    ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    Vector<String> vector = new Vector<>();
    assertThat(lock.isLocked()).isFalse();
    map.put("a", "b");
    vector.add("c");
    assertThat(recorder.take())
        .filteredOn(call -> call.hook().equals("sync"))
        .extracting(Call::object)
        .contains(lock, map, vector);
  }

  @Test
  void prepareRaces_parkAndUnpark_releaseAndAcquire() {
    recorder.take();
    LockSupport.unpark(Thread.currentThread());
    LockSupport.park();
    assertThat(recorder.take())
        .extracting(Call::toString, Call::object)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("release", Thread.currentThread()),
            org.assertj.core.groups.Tuple.tuple("acquire", Thread.currentThread()));
  }
}
