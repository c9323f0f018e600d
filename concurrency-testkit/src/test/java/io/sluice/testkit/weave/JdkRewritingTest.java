package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.weave.Recorder.Call;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
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
    Agent.weaving().prepareJdk();
    Agent.weaving().prepareRaces();
    // The second time there is nothing to do.
    Agent.weaving().prepareJdk();
    Agent.weaving().prepareRaces();
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
    Instant now = Instant.now();
    Instant utc = Clock.systemUTC().instant();
    long utcMillis = Clock.systemUTC().millis();
    long systemMillis = InstantSource.system().millis();
    long date = new Date().getTime();
    // Whoever runs this test looks at the clock too.
    recorder.simulated = false;
    recorder.instant = null;
    assertThat(now).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(utc).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(utcMillis).isEqualTo(5_000);
    assertThat(systemMillis).isEqualTo(5_000);
    assertThat(date).isEqualTo(5_000);
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
    LockSupport.unpark(Thread.currentThread());
    LockSupport.park();
    assertThat(recorder.take())
        .filteredOn(call -> call.isWith(Thread.currentThread()))
        .extracting(Call::hook)
        .containsExactly("release", "acquire");
  }

  @Test
  void prepareRaces_handlerUsesSynchronizers_doesNotRecur() {
    ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    recorder.onSync = () -> map.merge("sync", "x", String::concat);
    new ReentrantLock().isLocked();
    recorder.onSync = () -> {};
    // Once for the lock and once for its state, and not for the map itself.
    assertThat(recorder.take()).isNotEmpty().noneMatch(call -> call.isWith(map));
    assertThat(map.get("sync")).isNotEmpty();
  }

  @Test
  void prepareJdk_monitorHandedToVirtualThread_tellsBeforeAndAfter() throws InterruptedException {
    Object monitor = new Object();
    Thread blocked;
    synchronized (monitor) {
      blocked =
          Thread.startVirtualThread(
              () -> {
                synchronized (monitor) {
                  recorder.entered.add(Thread.currentThread());
                }
              });
      while (blocked.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    blocked.join();
    // Told by the JDK's own thread, which may be a little behind.
    while (recorder.entered.size() < 3) {
      Thread.onSpinWait();
    }
    assertThat(recorder.entered).containsOnly(blocked);
  }

  @Test
  void requireAll_nothingRewritten_namesWhatIsMissing() {
    assertThatThrownBy(() -> new JdkRewriting().requireAll())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Runtime.version().toString())
        .hasMessageContaining("java.util.concurrent.ForkJoinPool.scheduleDelayedTask")
        .hasMessageContaining("java.lang.VirtualThread.unblock");
  }
}
