package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.testkit.dump.LiveThread;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IgnoreTest {

  @RegisterExtension static final NoLeaks NO_LEAKS = new NoLeaks();

  private final Stuck stuck = new Stuck("x");

  @AfterEach
  void end() {
    stuck.close();
  }

  @Test
  void createdBy_packageClassOrMethod_ignores() {
    LiveThread live = start("a");

    assertThat(Ignore.createdBy("io.sluice.testkit.leak").ignores(live)).isTrue();
    assertThat(Ignore.createdBy(IgnoreTest.class.getName()).ignores(live)).isTrue();
    assertThat(Ignore.createdBy(IgnoreTest.class.getName() + ".start").ignores(live)).isTrue();
    assertThat(Ignore.createdBy(IgnoreTest.class.getName() + ".st").ignores(live)).isFalse();
    assertThat(Ignore.createdBy("io.sluice.testkit.lea").ignores(live)).isFalse();
    assertThat(Ignore.createdBy("com.acme").ignores(live)).isFalse();
  }

  @Test
  void anyFrame_anyOfTheStack_ignores() {
    LiveThread live = start("a");

    assertThat(Ignore.anyFrame(Stuck.class.getName() + ".park").ignores(live)).isTrue();
    assertThat(Ignore.anyFrame("java.util.concurrent.locks.LockSupport.park").ignores(live))
        .isTrue();
    assertThat(Ignore.anyFrame(IgnoreTest.class.getName()).ignores(live)).isFalse();
  }

  @Test
  void topFrame_innermostOfTheProgram_ignores() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(IgnoreTest::parkUntilInterrupted);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    LiveThread live = LiveThread.of(thread);

    assertThat(Ignore.topFrame(IgnoreTest.class.getName() + ".parkUntilInterrupted").ignores(live))
        .isTrue();
    assertThat(Ignore.topFrame("java.util.concurrent.locks.LockSupport").ignores(live)).isFalse();
    thread.interrupt();
    thread.join();
  }

  @Test
  void threadName_wholeName_ignores() {
    LiveThread live = start("pool-12");

    assertThat(Ignore.threadName("pool-\\d+").ignores(live)).isTrue();
    assertThat(Ignore.threadName("pool").ignores(live)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Ignore.threadName("("));
  }

  @Test
  void currentlyRunning_createdBefore_ignores() {
    LiveThread before = start("before");
    Ignore rule = Ignore.currentlyRunning();
    LiveThread after = start("after");

    assertThat(rule.ignores(before)).isTrue();
    assertThat(rule.ignores(after)).isFalse();
  }

  @Test
  void when_predicate_seesTheLeak() {
    LiveThread live = start("a");

    assertThat(Ignore.when(leak -> leak.threadName().equals("a")).ignores(live)).isTrue();
    assertThat(Ignore.when(leak -> !leak.isVirtual()).ignores(live)).isFalse();
  }

  private LiveThread start(String name) {
    return LiveThread.of(stuck.start(Thread.ofVirtual().name(name)));
  }

  private static void parkUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
