package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.history.Histories.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The search against one that cannot be wrong: all orders of the operations that respect which
 * returned before which was called.
 */
class OracleTest {

  private static final int HISTORIES = 3000;

  static Stream<Arguments> models() {
    return Stream.of(
        arguments(Models.register(0), OracleTest::register),
        arguments(Models.counter(0), OracleTest::counter),
        arguments(Models.queue(1), OracleTest::channel),
        arguments(Models.queue(2), OracleTest::channel),
        arguments(Models.queue(0), OracleTest::channel),
        arguments(Models.unlimitedQueue(), OracleTest::channel),
        arguments(Models.conflatedQueue(), OracleTest::channel),
        arguments(Models.map(), OracleTest::map),
        arguments(Models.semaphore(1), OracleTest::semaphore),
        arguments(Models.fairSemaphore(1), OracleTest::semaphore));
  }

  private static Arguments arguments(Model<?> model, Function<SplittableRandom, Shape> shapes) {
    return Arguments.of(Named.of(model.toString(), model), shapes);
  }

  @ParameterizedTest
  @MethodSource("models")
  void check_smallHistories_agreesWithAllOrders(
      Model<?> model, Function<SplittableRandom, Shape> shapes) {
    int linearizable = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 1 + random.nextInt(7);
      List<Operation> history = Histories.overlapping(random, size, 3, shapes);
      Violation violation = Linearizability.check(model, history);
      boolean expected = isLinearizable(model, history, Long.MAX_VALUE);
      assertThat(violation == null)
          .as("seed %s%n%s", seed, Timeline.of(history))
          .isEqualTo(expected);
      if (violation != null && violation.judged() == history.size()) {
        long end = violation.culprit().returned();
        assertThat(isLinearizable(model, history, end)).as("seed %s before", seed).isTrue();
        assertThat(isLinearizable(model, history, end + 1)).as("seed %s after", seed).isFalse();
      }
      linearizable += expected ? 1 : 0;
    }
    assertThat(linearizable).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
  }

  private static <S> boolean isLinearizable(Model<S> model, List<Operation> history, long end) {
    List<Operation> rest = new ArrayList<>();
    for (Operation operation : history) {
      if (operation.call() < end) {
        rest.add(operation.isInterrupted() ? operation : operation.asOf(end));
      }
    }
    return canEnd(model, Set.of(model.initial()), rest);
  }

  /** Whether the rest has an order in which the model, being in one of the states, allows it. */
  private static <S> boolean canEnd(Model<S> model, Set<S> states, List<Operation> rest) {
    if (states.isEmpty()) {
      return false;
    }
    if (rest.stream().noneMatch(OracleTest::isRequired)
        && states.stream().anyMatch(model::isComplete)) {
      return true;
    }
    for (Operation candidate : rest) {
      boolean tooEarly =
          rest.stream().anyMatch(o -> isRequired(o) && o.returned() < candidate.call());
      if (!tooEarly) {
        Set<S> after = new LinkedHashSet<>();
        for (S state : states) {
          Collection<S> next =
              candidate.isInterrupted()
                  ? model.interrupted(state, candidate)
                  : model.step(state, candidate);
          after.addAll(next);
        }
        List<Operation> others = new ArrayList<>(rest);
        others.remove(candidate);
        if (canEnd(model, after, others)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRequired(Operation operation) {
    return !operation.isPending() && !(operation.exception() instanceof InterruptedException);
  }

  @Test
  void check_rendezvous_agreesWithPairsAtOneInstant() {
    int linearizable = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Operation> history =
          Histories.overlapping(random, 2 + random.nextInt(6), 3, OracleTest::handOver);
      boolean expected = canMeet(history);
      assertThat(Histories.isLinearizable(history, Models.queue(0)))
          .as("seed %s%n%s", seed, Timeline.of(history))
          .isEqualTo(expected);
      linearizable += expected ? 1 : 0;
    }
    assertThat(linearizable).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
  }

  /** Knows nothing of half-done states: what happens at an instant is an attempt or a pair. */
  private static boolean canMeet(List<Operation> rest) {
    if (rest.stream().allMatch(Operation::isPending)) {
      return true;
    }
    long horizon = rest.stream().mapToLong(Operation::returned).min().orElseThrow();
    for (Operation one : rest) {
      if (one.call() < horizon && isRefused(one) && canMeet(without(rest, one, one))) {
        return true;
      }
      for (Operation other : rest) {
        boolean both = one.call() < horizon && other.call() < horizon;
        if (both && canPair(one, other) && canMeet(without(rest, one, other))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRefused(Operation operation) {
    return !operation.isPending()
        && (operation.result() == null || operation.result().equals(false));
  }

  private static boolean canPair(Operation send, Operation receive) {
    boolean attempts = send.name().equals("trySend") && receive.name().equals("tryReceive");
    return send.arguments().size() == 1
        && receive.arguments().isEmpty()
        && !attempts
        && send.mayReturn(true)
        && receive.mayReturn(send.argument(0));
  }

  private static List<Operation> without(List<Operation> all, Operation one, Operation other) {
    return all.stream().filter(o -> o != one && o != other).toList();
  }

  private static Shape handOver(SplittableRandom random) {
    int value = 1 + random.nextInt(2);
    return switch (random.nextInt(5)) {
      case 0, 1 -> Shape.of("send", random.nextInt(4) > 0, value);
      case 2 -> Shape.of("trySend", random.nextBoolean(), value);
      case 3 -> Shape.of("receive", value);
      default -> Shape.of("tryReceive", random.nextInt(3) > 0 ? value : null);
    };
  }

  private static Shape channel(SplittableRandom random) {
    int value = 1 + random.nextInt(2);
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> Shape.of("send", true, value);
      case 4, 5 -> Shape.of("trySend", random.nextBoolean(), value);
      case 6, 7, 8, 9 -> Shape.of("receive", value);
      case 10, 11 -> Shape.of("tryReceive", random.nextBoolean() ? value : null);
      case 12 -> Shape.thrown("send", new InterruptedException(), value);
      case 13 -> Shape.thrown("receive", new QueueModelTest.ClosedForTestException());
      case 14 -> Shape.of("tryClose", random.nextBoolean());
      default -> Shape.of("size", random.nextInt(2));
    };
  }

  private static Shape register(SplittableRandom random) {
    int value = random.nextInt(3);
    return switch (random.nextInt(5)) {
      case 0, 1 -> Shape.of("read", value);
      case 2 -> Shape.of("write", null, value);
      case 3 -> Shape.of("getAndSet", random.nextInt(3), value);
      default -> Shape.of("compareAndSet", random.nextBoolean(), value, random.nextInt(3));
    };
  }

  private static Shape counter(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Shape.of("incrementAndGet", 1 + random.nextInt(3));
      case 1 -> Shape.of("getAndDecrement", random.nextInt(3));
      case 2 -> Shape.of("get", random.nextInt(2));
      default -> Shape.of("increment", null);
    };
  }

  private static Shape map(SplittableRandom random) {
    String key = random.nextBoolean() ? "a" : "b";
    Integer old = random.nextInt(3) == 0 ? Integer.valueOf(1) : null;
    return switch (random.nextInt(24)) {
      case 0 -> Shape.of("size", random.nextInt(3));
      case 1, 2, 3, 4, 5, 6 -> Shape.of("put", old, key, 1);
      case 7, 8, 9, 10, 11, 12 -> Shape.of("get", old, key);
      case 13, 14, 15, 16 -> Shape.of("remove", old, key);
      case 17, 18 -> Shape.of("remove", random.nextBoolean(), key, 1);
      case 19, 20 -> Shape.of("computeIfAbsent", 1, key, 1);
      default -> Shape.of("putIfAbsent", old, key, 1);
    };
  }

  private static Shape semaphore(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Shape.of("acquire", random.nextInt(4) > 0);
      case 2, 3 -> Shape.of("tryAcquire", random.nextInt(3) == 0);
      case 4 -> Shape.of("acquire", true, 2);
      case 5 -> Shape.thrown("acquire", new InterruptedException());
      default -> Shape.of("release", null);
    };
  }
}
