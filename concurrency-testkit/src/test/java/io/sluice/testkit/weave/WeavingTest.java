package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.weave.Recorder.Call;
import io.sluice.testkit.weave.sample.Account;
import io.sluice.testkit.weave.sample.Derived;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the handler is one for the JVM")
class WeavingTest {

  private static final String ACCOUNT = "io.sluice.testkit.weave.sample.Account.";

  private final Account account = new Account();
  private Recorder recorder;

  @BeforeAll
  static void weave() {
    Agent.weaving().weave(List.of("io.sluice.testkit.weave.sample"));
  }

  @BeforeEach
  void record() {
    recorder = new Recorder();
  }

  @AfterEach
  void restore() {
    recorder.close();
  }

  /** What was recorded, without what the JDK tells once {@code prepareRaces} was called. */
  private List<String> calls() {
    return recorder.take().stream().map(Call::toString).toList();
  }

  @Test
  void weave_plainFields_hooksBeforeEachAccess() {
    assertThat(account.fields(1)).isEqualTo(1 + 2 + 4 + 4);
    List<Call> calls = recorder.take();
    assertThat(calls)
        .extracting(Call::toString)
        .containsExactly(
            "write(" + ACCOUNT + "small)",
            "write(" + ACCOUNT + "big)",
            "write(" + ACCOUNT + "real)",
            "write(" + ACCOUNT + "any)",
            "read(" + ACCOUNT + "real)",
            "write(" + ACCOUNT + "total)",
            "read(" + ACCOUNT + "small)",
            "read(" + ACCOUNT + "big)",
            "read(" + ACCOUNT + "real)",
            "read(" + ACCOUNT + "total)",
            "read(" + ACCOUNT + "any)");
    assertThat(calls.get(5).object()).isSameAs(Account.class);
    assertThat(calls.get(1).object()).isSameAs(account);
    var site = calls.get(1).site();
    assertThat(site.className()).isEqualTo(Account.class.getName());
    assertThat(site.methodName()).isEqualTo("fields");
    assertThat(site.fileName()).isEqualTo("Account.java");
    assertThat(site.line()).isEqualTo(calls.get(0).site().line() + 1);
  }

  @Test
  void weave_volatileFields_pointAndSync() {
    assertThat(account.volatiles(7)).isEqualTo(8);
    List<Call> calls = recorder.take();
    assertThat(calls)
        .extracting(Call::toString)
        .containsExactly(
            "point(" + ACCOUNT + "version)",
            "sync",
            "point(" + ACCOUNT + "version)",
            "sync",
            "point(" + ACCOUNT + "sharedSequence)",
            "sync",
            "point(" + ACCOUNT + "sharedSequence)",
            "sync");
    assertThat(calls.get(1).object()).isSameAs(account);
    assertThat(calls.get(5).object()).isSameAs(Account.class);
  }

  @Test
  void weave_arraysOfAllTypes_hooksAndKeepsValues() {
    assertThat(Account.everyArray()).isEqualTo(1 + 1 + 2 + 3 + 4 + 15 + 6 + 7 + 8);
    assertThat(calls())
        .filteredOn("writeElement()"::equals)
        .hasSize(10)
        .hasSameSizeAs(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void weave_handlesAndUpdaters_syncWithWhatTheyAreAppliedTo() {
    long[] longs = {1};
    assertThat(account.handles(longs)).isTrue();
    assertThat(account.version).isEqualTo(42);
    assertThat(longs[0]).isEqualTo(6);
    assertThat(account.state).isEqualTo(9);
    List<Call> calls = recorder.take();
    assertThat(calls)
        .extracting(Call::toString)
        .contains("point(compareAndSet)", "point(getAndAdd)");
    int add = calls.stream().map(Call::toString).toList().indexOf("point(getAndAdd)");
    assertThat(calls.get(add + 1).hook()).isEqualTo("sync");
    assertThat(calls.get(add + 1).object()).isSameAs(longs);
    assertThat(calls)
        .filteredOn(call -> call.hook().equals("sync") && call.isWith(account))
        .hasSize(4);
  }

  @Test
  void weave_atomics_syncWithReceiver() {
    assertThat(account.atomics()).isEqualTo(10);
    assertThat(recorder.take())
        .filteredOn(call -> call.hook().equals("point") || call.isWith(account.atomic))
        .extracting(Call::toString)
        .startsWith("point(addAndGet)", "sync")
        .contains("point(accumulateAndGet)");
  }

  @Test
  void weave_collections_tellsReceiver() {
    assertThat(account.collections()).isEqualTo(2);
    List<Call> calls = recorder.take();
    assertThat(calls)
        .extracting(Call::toString)
        .contains("call(add)", "call(iterator)", "call(hasNext)", "call(append)", "call(length)");
    assertThat(calls.get(0).object()).isSameAs(account.names);
  }

  @Test
  void weave_block_acquiresAndReleasesOnce() {
    Object monitor = new Object();
    assertThat(account.block(monitor)).isEqualTo(3);
    assertThat(recorder.take())
        .filteredOn(call -> call.isWith(monitor))
        .extracting(Call::hook)
        .containsExactly("acquire", "release");
    assertThat(Thread.holdsLock(monitor)).isFalse();
  }

  @Test
  void weave_synchronizedMethod_releasesHoweverItEnds() {
    assertThat(account.guarded(4)).isEqualTo(4);
    assertThat(calls()).containsExactly("acquire", "write(" + ACCOUNT + "small)", "release");
    assertThatThrownBy(() -> account.guarded(-1)).hasMessage("negative");
    assertThat(calls()).containsExactly("acquire", "write(" + ACCOUNT + "small)", "release");
    assertThat(Account.guardedStatic(1L << 40)).isEqualTo(1L << 40);
    assertThat(recorder.take())
        .extracting(Call::object)
        .containsExactly(Account.class, Account.class);
  }

  @Test
  void weave_callOfSynchronizedMethod_pointBefore() {
    assertThat(account.callsGuarded()).isEqualTo(5);
    assertThat(calls().subList(0, 2)).containsExactly("point(guarded)", "acquire");
  }

  @Test
  void weave_waits_endWithoutSignalWhenSpurious() throws InterruptedException {
    recorder.spurious = true;
    assertThat(account.waits(60_000)).isEqualTo("true true");
    List<String> calls = calls();
    assertThat(calls).filteredOn(call -> call.startsWith("spurious")).hasSize(6);
    int first = calls.indexOf("point(wait)");
    assertThat(calls.subList(first, first + 4))
        .containsExactly("point(wait)", "release", "spurious(wait)", "acquire");
  }

  @Test
  void weave_threads_joinedAfterwards() throws InterruptedException {
    assertThat(account.threads(() -> {})).isEqualTo(Thread.State.TERMINATED);
    assertThat(calls())
        .filteredOn(call -> !call.startsWith("sync"))
        .containsSubsequence(
            "point(start)",
            "point(join)",
            "joined",
            "yieldNow",
            "onSpinWait",
            "point(getState)",
            "joined");
  }

  @Test
  void weave_clocks_readTheHooks() {
    recorder.simulated = true;
    assertThat(account.clocks()).isEqualTo(1_001);
  }

  @Test
  void weave_lambda_isWovenToo() {
    account.small = 1;
    assertThat(account.lambda()).isEqualTo(2);
    List<Call> calls = recorder.take();
    assertThat(calls).extracting(Call::toString).containsExactly("read(" + ACCOUNT + "small)");
    assertThat(calls.get(0).site().methodName()).startsWith("lambda$lambda$");
  }

  @Test
  void weave_controlFlow_keepsItsResult() {
    assertThat(account.control(6)).isEqualTo(0 + 100 + 10 + 3 + 100 + 10);
    assertThat(account.small).isEqualTo(6);
  }

  @Test
  void weave_constructors_hookOnlyInitializedObjects() {
    Derived one = new Derived(true, new int[] {2});
    Derived other = new Derived(false, new int[] {5});
    assertThat(one.written).isEqualTo(3);
    assertThat(other.account.small).isEqualTo(5);
    assertThat(other.inner().sum()).isEqualTo(10);
    assertThat(one.greater("a", "b")).isEqualTo("b");
    assertThatThrownBy(() -> new Derived.Pair<>(null, Map.of())).hasMessage("first");
    assertThat(recorder.take())
        .filteredOn(call -> call.hook().equals("write"))
        .extracting(Call::object)
        .contains(one, other, other.account);
  }

  @Test
  void weave_badNames_throws() {
    var weaving = Agent.weaving();
    assertThatThrownBy(() -> weaving.weave(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> weaving.weave(List.of("a.")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("packages");
  }
}
