package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test pays that leaks nothing. */
class NoLeaksCostTest {

  private static final int TESTS = 400;

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, 20_000})
  void beginAndEnd_threadsAlive_costLittle(int alive) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(alive);
    List<Thread> threads =
        IntStream.range(0, alive)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              started.countDown();
                              await(end);
                            }))
            .toList();
    started.await();
    long[] nanos = new long[TESTS];
    for (int i = 0; i < TESTS; i++) {
      long start = System.nanoTime();
      TestRun run = TestRun.begin("test", null);
      run.end(List.of(), Leaks.DEFAULT_LIMIT);
      nanos[i] = System.nanoTime() - start;
    }
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    Arrays.sort(nanos);
    long median = nanos[TESTS / 2];
    System.out.printf(
        "Figures: %,d virtual threads alive, a test pays %.3f ms (median of %d), %.3f ms at most%n",
        alive, median / 1e6, TESTS, nanos[TESTS - 1] / 1e6);
    assertThat(median).isLessThan(5_000_000);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
