package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadOriginTest {

  @Test
  void of_threadsOfATest_tellItAndTheLine() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Thread> grandchild = new AtomicReference<>();
    ThreadOrigin before = ThreadOrigin.enter("test");
    try {
      Thread.ofVirtual()
          .start(() -> grandchild.set(Thread.ofPlatform().start(() -> await(end))))
          .join();
    } finally {
      ThreadOrigin.restore(before);
    }

    ThreadOrigin origin = ThreadOrigin.of(grandchild.get());

    assertThat(origin.test(String.class)).isEqualTo("test");
    assertThat(origin.isOf("test")).isTrue();
    assertThat(origin.isOf("other")).isFalse();
    assertThat(origin.site().orElseThrow().getClassName())
        .isEqualTo(ThreadOriginTest.class.getName());
    assertThat(origin.nanoTime()).isLessThanOrEqualTo(System.nanoTime());
    end.countDown();
    grandchild.get().join();
  }

  /** A virtual thread lets go of its variables only after whoever joins it was woken. */
  @Test
  void of_threadsThatHaveEnded_isUnknownAtOnce() throws InterruptedException {
    ThreadOrigin before = ThreadOrigin.enter("test");
    try {
      for (int i = 0; i < 20_000; i++) {
        Thread thread = Thread.ofVirtual().start(() -> {});
        thread.join();

        assertThat(ThreadOrigin.of(thread)).as("origin of thread %d", i).isNull();
      }
    } finally {
      ThreadOrigin.restore(before);
    }
  }

  @Test
  void enter_nested_innermostOfATypeIsFound() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    ThreadOrigin before = ThreadOrigin.enter("outer");
    ThreadOrigin outer = ThreadOrigin.enter(7);
    Thread thread = Thread.ofVirtual().start(() -> await(end));
    ThreadOrigin.restore(outer);
    ThreadOrigin.restore(before);

    ThreadOrigin origin = ThreadOrigin.of(thread);

    assertThat(origin.test(Integer.class)).isEqualTo(7);
    assertThat(origin.test(String.class)).isEqualTo("outer");
    assertThat(origin.test(Long.class)).isNull();
    assertThat(origin.isOf("outer")).isTrue();
    assertThat(ThreadOrigin.current()).isSameAs(before);
    end.countDown();
    thread.join();
  }

  @Test
  void of_inheritanceRefused_isUnknown() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    ThreadOrigin before = ThreadOrigin.enter("test");
    Thread thread =
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> await(end));
    ThreadOrigin.restore(before);

    assertThat(ThreadOrigin.of(thread)).isNull();
    end.countDown();
    thread.join();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
