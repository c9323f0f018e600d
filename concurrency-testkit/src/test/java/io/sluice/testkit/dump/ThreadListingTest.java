package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadListingTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void threads_startedInEachWay_areListedOnce(boolean byDump) throws Exception {
    ThreadListing listing = byDump ? ThreadListing.byDump() : ThreadListing.best();
    CountDownLatch running = new CountDownLatch(4);
    CountDownLatch end = new CountDownLatch(1);
    Runnable task =
        () -> {
          running.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Queue<Thread> executors = new ConcurrentLinkedQueue<>();
    try (ExecutorService perTask = Executors.newThreadPerTaskExecutor(made(executors, "per task"));
        ExecutorService pool = Executors.newFixedThreadPool(1, made(executors, "pooled"))) {
      Thread virtual = Thread.ofVirtual().name("virtual").start(task);
      Thread platform = Thread.ofPlatform().name("platform").start(task);
      perTask.execute(task);
      pool.execute(task);
      running.await();

      List<LiveThread> threads = listing.threads();

      assertThat(threads)
          .filteredOn(live -> List.of("virtual", "per task", "pooled").contains(live.name()))
          .hasSize(3)
          .allMatch(LiveThread::isVirtual);
      assertThat(threads)
          .filteredOn(live -> live.name().equals("platform"))
          .singleElement()
          .satisfies(live -> assertThat(live.isVirtual()).isFalse())
          .satisfies(live -> assertThat(live.id()).isEqualTo(platform.threadId()));
      assertThat(threads).anyMatch(live -> live.id() == Thread.currentThread().threadId());
      assertThat(threads).extracting(LiveThread::id).doesNotHaveDuplicates();
      end.countDown();
      virtual.join();
      platform.join();
    }
    for (Thread thread : executors) {
      // An executor is closed by its last thread, which ends a little later.
      thread.join();
    }
    assertThat(listing.threads())
        .extracting(LiveThread::name)
        .doesNotContain("virtual", "platform", "per task", "pooled");
  }

  private static ThreadFactory made(Queue<Thread> threads, String name) {
    return task -> {
      Thread thread = Thread.ofVirtual().name(name).unstarted(task);
      threads.add(thread);
      return thread;
    };
  }

  @Test
  void best_withAgent_missesNothing() {
    assertThat(ThreadListing.best()).isInstanceOf(ContainerListing.class);
    assertThat(ThreadListing.best().missing()).isEmpty();
    assertThat(ThreadListing.byDump().missing()).contains("agent");
  }
}
