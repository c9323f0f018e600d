package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.history.Histories.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long histories. They are made of a sequential execution, so that they are linearizable; and a
 * mutation of the result of one operation makes them provably wrong.
 */
@Timeout(120)
class RandomHistoryTest {

  private static final int SEEDS = 50;
  private static final int THREADS = 4;
  private static final int OPERATIONS = 200;

  @Test
  void queue_fromSequentialExecution_isLinearizableUntilMutated() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Shape> sequence = queue(random, OPERATIONS, 3);
      assertVerdict(random, sequence, Models.queue(3), true);

      int received = any(random, sequence, "poll", seed);
      Object value = sequence.get(received).result();
      assertVerdict(random, mutated(sequence, received, -1), Models.queue(3), false);
      assertVerdict(random, mutated(sequence, received, null), Models.queue(3), false);
      List<Shape> twice = new ArrayList<>(sequence);
      twice.add(Shape.of("poll", value));
      assertVerdict(random, twice, Models.queue(3), false);
    }
  }

  /** Ends with all values taken, so that none that was lost goes unnoticed. */
  private static List<Shape> queue(SplittableRandom random, int size, int capacity) {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    List<Shape> sequence = new ArrayList<>();
    for (int i = 0; sequence.size() < size - capacity - 1; i++) {
      if (random.nextBoolean()) {
        boolean space = queue.size() < capacity;
        sequence.add(Shape.of("offer", space, i));
        if (space) {
          queue.add(i);
        }
      } else {
        sequence.add(Shape.of("poll", queue.poll()));
      }
    }
    while (sequence.size() < size) {
      sequence.add(Shape.of("poll", queue.poll()));
    }
    return sequence;
  }

  @Test
  void map_fromSequentialExecution_isLinearizableUntilMutated() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Shape> sequence = map(random);
      assertVerdict(random, sequence, Models.map(), true);
      int index = any(random, sequence, "put", seed);
      assertVerdict(random, mutated(sequence, index, -1), Models.map(), false);
    }
  }

  private static List<Shape> map(SplittableRandom random) {
    Map<Integer, Integer> map = new HashMap<>();
    List<Shape> sequence = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      int key = random.nextInt(5);
      int value = i;
      sequence.add(
          switch (random.nextInt(5)) {
            case 0 -> Shape.of("put", map.put(key, value), key, value);
            case 1 -> Shape.of("putIfAbsent", map.putIfAbsent(key, value), key, value);
            case 2 -> Shape.of("remove", map.remove(key), key);
            case 3 -> Shape.of("computeIfAbsent", map.computeIfAbsent(key, k -> value), key, value);
            default -> Shape.of("get", map.get(key), key);
          });
    }
    return sequence;
  }

  @Test
  void counter_fromSequentialExecution_isLinearizableUntilMutated() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Shape> sequence = new ArrayList<>();
      for (int i = 1; i <= OPERATIONS; i++) {
        sequence.add(Shape.of("incrementAndGet", i));
      }
      assertVerdict(random, sequence, Models.counter(0), true);
      int index = 1 + random.nextInt(OPERATIONS - 1);
      assertVerdict(random, mutated(sequence, index, index), Models.counter(0), false);
    }
  }

  @Test
  void semaphore_fromSequentialExecution_isLinearizableUntilMutated() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Shape> sequence = new ArrayList<>();
      int permits = 3;
      int granted = 0;
      for (int i = 0; i < OPERATIONS; i++) {
        if (random.nextInt(3) > 0) {
          sequence.add(Shape.of("tryAcquire", permits > 0));
          granted += permits > 0 ? 1 : 0;
          permits -= permits > 0 ? 1 : 0;
        } else if (granted > 0) {
          sequence.add(Shape.of("release", null));
          granted--;
          permits++;
        }
      }
      sequence.add(Shape.of("drainPermits", permits));
      assertVerdict(random, sequence, Models.semaphore(3), true);
      int last = sequence.size() - 1;
      assertVerdict(random, mutated(sequence, last, 4), Models.semaphore(3), false);
    }
  }

  private static int any(SplittableRandom random, List<Shape> sequence, String name, int seed) {
    for (int tries = 0; tries < 10_000; tries++) {
      int index = random.nextInt(sequence.size());
      Shape shape = sequence.get(index);
      if (shape.name().equals(name) && shape.result() != null) {
        return index;
      }
    }
    throw new AssertionError("no " + name + " with a result, seed " + seed);
  }

  private static List<Shape> mutated(List<Shape> sequence, int index, Object result) {
    List<Shape> changed = new ArrayList<>(sequence);
    changed.set(index, sequence.get(index).returning(result));
    return changed;
  }

  private static void assertVerdict(
      SplittableRandom random, List<Shape> sequence, Model<?> model, boolean expected) {
    List<Operation> history = Histories.jittered(random, THREADS, sequence);
    assertThat(Histories.isLinearizable(history, model))
        .as(() -> Timeline.of(history))
        .isEqualTo(expected);
  }

  @Test
  void check_fourThreadsWithFiftyOperations_isFast() {
    for (int round = 0; round < 3; round++) {
      long right = 0;
      long wrong = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Shape> sequence = queue(random, THREADS * 50, 3);
        List<Operation> history = Histories.jittered(random, THREADS, sequence);
        int received = any(random, sequence, "poll", seed);
        List<Operation> mutation =
            Histories.jittered(random, THREADS, mutated(sequence, received, -1));
        long start = System.nanoTime();
        boolean linearizable = Histories.isLinearizable(history, Models.queue(3));
        long middle = System.nanoTime();
        assertThat(linearizable).isTrue();
        long again = System.nanoTime();
        boolean mutationToo = Histories.isLinearizable(mutation, Models.queue(3));
        wrong = Math.max(wrong, System.nanoTime() - again);
        right = Math.max(right, middle - start);
        assertThat(mutationToo).isFalse();
      }
      System.out.printf(
          "4 threads x 50 operations of a queue: at most %.2f ms, and if wrong, narrowed, %.2f"
              + " ms%n",
          right / 1e6, wrong / 1e6);
      assertThat(right + wrong).isLessThan(20_000_000_000L);
    }
  }
}
