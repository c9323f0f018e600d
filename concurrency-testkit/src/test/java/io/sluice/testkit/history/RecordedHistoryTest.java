package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.StartLine;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories of the JDK's own classes, by threads that really run together. */
@Timeout(120)
class RecordedHistoryTest {

  private static final int THREADS = 4;
  private static final int OPERATIONS = 50;

  private final History history = new History();

  /** One operation of a thread. */
  @FunctionalInterface
  private interface Step {
    void run(SplittableRandom random, int value) throws InterruptedException;
  }

  /** Releases the threads together, each to run its steps; the values are all different. */
  private void run(Step step) {
    StartLine start = new StartLine(THREADS);
    List<Outcome<?>> outcomes = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      outcomes.add(
          Threads.start(
              ThreadKind.PLATFORM,
              () -> {
                SplittableRandom random = new SplittableRandom(thread);
                start.await();
                for (int i = 0; i < OPERATIONS; i++) {
                  step.run(random, thread * OPERATIONS + i);
                }
              }));
    }
    outcomes.forEach(Outcome::result);
    assertThat(history.operations()).hasSize(THREADS * OPERATIONS);
  }

  @Test
  void arrayBlockingQueue_attempts_isLinearizable() {
    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(3);
    run(
        (random, value) -> {
          if (random.nextBoolean()) {
            history.record("offer", value, () -> queue.offer(value));
          } else {
            history.record("poll", () -> queue.poll());
          }
        });
    history.assertLinearizable(Models.queue(3));
  }

  @Test
  void arrayBlockingQueue_blocking_isLinearizable() {
    // As many are put as taken, by each thread in turn, so that none is blocked for ever.
    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(THREADS);
    run(
        (random, value) -> {
          if (value % 2 == 0) {
            history.record("put", value, () -> queue.put(value));
          } else {
            history.record("take", queue::take);
          }
        });
    history.assertLinearizable(Models.queue(THREADS));
  }

  @Test
  void synchronousQueue_timedAndNot_isLinearizableAsARendezvous() {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    run(
        (random, value) -> {
          switch (random.nextInt(4)) {
            case 0 -> history.record("offer", value, () -> queue.offer(value));
            case 1 ->
                history.record("put", value, () -> queue.offer(value, 1, TimeUnit.MILLISECONDS));
            case 2 -> history.record("poll", () -> queue.poll());
            default -> history.record("take", () -> queue.poll(1, TimeUnit.MILLISECONDS));
          }
        });
    history.assertLinearizable(Models.queue(0));
  }

  @Test
  void concurrentHashMap_allOperations_isLinearizable() {
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
    run(
        (random, value) -> {
          int key = random.nextInt(3);
          switch (random.nextInt(7)) {
            case 0 -> history.record("put", key, value, () -> map.put(key, value));
            case 1 -> history.record("putIfAbsent", key, value, () -> map.putIfAbsent(key, value));
            case 2 -> history.record("remove", key, () -> map.remove(key));
            case 3 -> history.record("replace", key, value, () -> map.replace(key, value));
            case 4 ->
                history.record(
                    "computeIfAbsent", key, value, () -> map.computeIfAbsent(key, k -> value));
            case 5 ->
                history.record(
                    "remove", key, value - 1, () -> map.remove(key, Integer.valueOf(value - 1)));
            default -> history.record("get", key, () -> map.get(key));
          }
        });
    history.assertLinearizable(Models.map());
  }

  @Test
  void semaphore_attempts_isLinearizable() {
    Semaphore semaphore = new Semaphore(2);
    run(
        (random, value) -> {
          if (random.nextBoolean()) {
            history.record("tryAcquire", () -> semaphore.tryAcquire());
          } else {
            history.record("release", () -> semaphore.release());
          }
        });
    history.assertLinearizable(Models.semaphore(2));
  }
}
