package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OtherModelsTest {

  private final History history = new History();

  private boolean isLinearizable(Model<?> model) {
    return Histories.isLinearizable(history.operations(), model);
  }

  // The two histories that Porcupine documents.

  @Test
  void register_readsOnEitherSideOfAWrite_isLinearizable() {
    Invocation write = history.invoke("write", 100);
    Invocation late = history.invoke("read");
    Invocation early = history.invoke("read");
    early.returned(0);
    late.returned(100);
    write.returned();
    assertThat(isLinearizable(Models.register(0))).isTrue();
  }

  @Test
  void register_oldValueReadAfterTheNewOne_isNotLinearizable() {
    Invocation write = history.invoke("write", 200);
    history.record("read", () -> 200);
    history.record("read", () -> 0);
    write.returned();
    assertThat(isLinearizable(Models.register(0))).isFalse();
  }

  @Test
  void register_storeBuffering_isNotLinearizableForTwoWritersOfOneVariable() {
    // Each reads its own write and then, though no write came after, the other's: they cannot both
    // have been the last one.
    Invocation one = history.invoke("write", 1);
    Invocation two = history.invoke("write", 2);
    one.returned();
    two.returned();
    history.record("read", () -> 1);
    assertThat(isLinearizable(Models.register(0))).isTrue();
    history.record("read", () -> 2);
    assertThat(isLinearizable(Models.register(0))).isFalse();
  }

  @Test
  void register_nullAndCompareAndSet_areKnown() {
    history.record("compareAndSet", null, "a", () -> true);
    history.record("compareAndSet", null, "b", () -> false);
    history.record("getAndSet", null, () -> "a");
    history.record("get", () -> null);
    assertThat(isLinearizable(Models.register(null))).isTrue();
  }

  @Test
  void counter_twoIncrementsWithOneResult_isNotLinearizable() {
    Invocation one = history.invoke("incrementAndGet");
    Invocation two = history.invoke("incrementAndGet");
    one.returned(1);
    assertThat(isLinearizable(Models.counter(0))).isTrue();
    two.returned(1);
    assertThat(isLinearizable(Models.counter(0))).isFalse();
  }

  @Test
  void counter_allOperations_areKnown() {
    history.record("increment", () -> {});
    history.record("add", 4, () -> {});
    history.record("decrement", () -> {});
    history.record("sum", () -> 4L);
    history.record("addAndGet", 3, () -> 7);
    history.record("getAndAdd", -2, () -> 7);
    history.record("getAndIncrement", () -> 5);
    history.record("getAndDecrement", () -> 6);
    history.record("decrementAndGet", () -> 4);
    history.record("compareAndSet", 4, 9, () -> true);
    history.record("compareAndSet", 4, 1, () -> false);
    history.record("getAndSet", 1, () -> 9);
    history.record("set", 3, () -> {});
    history.record("get", () -> 3L);
    assertThat(isLinearizable(Models.counter(0))).isTrue();
    assertThat(isLinearizable(Models.counter(1))).isFalse();
  }

  @Test
  void map_allOperations_areKnown() {
    Function<String, Integer> length = String::length;
    BiFunction<String, Integer, Integer> absent = (key, value) -> null;
    BiFunction<Integer, Integer, Integer> sum = Integer::sum;
    history.record("put", "k", 1, () -> null);
    history.record("get", "k", () -> 1);
    history.record("getOrDefault", "other", 8, () -> 8);
    history.record("containsKey", "k", () -> true);
    history.record("putIfAbsent", "k", 2, () -> 1);
    history.record("replace", "k", 3, () -> 1);
    history.record("replace", "k", 3, 4, () -> true);
    history.record("replace", "k", 3, 5, () -> false);
    history.record("replace", "other", 5, () -> null);
    history.record("remove", "k", 5, () -> false);
    history.record("remove", "k", 4, () -> true);
    history.record("remove", "k", () -> null);
    history.record("computeIfAbsent", "four", length, () -> 4);
    history.record("computeIfAbsent", "four", 9, () -> 4);
    history.record("merge", "four", 3, sum, () -> 7);
    history.record("merge", "new", 3, sum, () -> 3);
    history.record("computeIfPresent", "new", absent, () -> null);
    history.record("compute", "new", absent, () -> null);
    history.record("compute", "new", 6, () -> 6);
    assertThat(isLinearizable(Models.map())).isTrue();
    history.record("size", () -> 2);
    assertThat(isLinearizable(Models.map())).isTrue();
    history.record("clear", () -> {});
    history.record("isEmpty", () -> true);
    history.record("get", "new", () -> 6);
    assertThat(isLinearizable(Models.map())).isFalse();
  }

  @Test
  void map_oneRemoveOfAValueSucceeds() {
    Invocation one = history.invoke("remove", "k");
    Invocation two = history.invoke("remove", "k", 1);
    one.returned(1);
    two.returned(true);
    assertThat(isLinearizable(Models.map(Map.of("k", 1)))).isFalse();
  }

  @Test
  void map_judgesEachKeyAlone() {
    history.record("put", "a", 1, () -> null);
    history.record("put", "b", 1, () -> null);
    history.record("get", "a", () -> null);
    history.record("get", "b", () -> 1);
    List<Operation> operations = history.operations();
    Violation violation = Linearizability.check(Models.map(), operations, Linearizability.LIMIT);
    assertThat(violation).isNotNull();
    assertThat(violation.judged()).isEqualTo(2);
    assertThat(violation.culprit()).isSameAs(operations.get(2));
  }

  @Test
  void semaphore_morePermitsThanThereAre_isNotLinearizable() {
    history.record("acquire", () -> {});
    history.record("tryAcquire", () -> true);
    assertThat(isLinearizable(Models.semaphore(2))).isTrue();
    assertThat(isLinearizable(Models.semaphore(1))).isFalse();
  }

  @Test
  void semaphore_acquireBeforeTheReleaseItNeeds_isNotLinearizable() {
    Invocation acquire = history.invoke("acquire", 2);
    Invocation release = history.invoke("release", 2);
    acquire.returned();
    assertThat(isLinearizable(Models.semaphore(0))).isTrue();
    release.returned();
    history.record("acquire", () -> {});
    assertThat(isLinearizable(Models.semaphore(0))).isFalse();
  }

  @Test
  void semaphore_observers_areKnown() {
    history.record("availablePermits", () -> 3);
    history.record("drainPermits", () -> 3);
    history.record("tryAcquire", () -> false);
    history.record("release", () -> {});
    history.record("tryAcquire", () -> true);
    assertThat(isLinearizable(Models.semaphore(3))).isTrue();
  }

  @Test
  void fairSemaphore_failedAttemptWithPermits_needsAWaiterThatOverlaps() {
    history.record("tryAcquire", () -> false);
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("nobody waits").isFalse();
  }

  @Test
  void fairSemaphore_failedAttemptWhileSomebodyWaitsForMore_isAccepted() {
    Invocation waiter = history.invoke("acquire", 2);
    history.record("tryAcquire", () -> false);
    assertThat(isLinearizable(Models.semaphore(1))).isFalse();
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("pending").isTrue();
    history.record("release", () -> {});
    waiter.returned();
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("granted").isTrue();
  }

  @Test
  void fairSemaphore_failedAttemptWhileSomebodyWaitsInVain_isAccepted() {
    Invocation interrupted = history.invoke("acquire", 2);
    history.record("tryAcquire", () -> false);
    interrupted.threw(new InterruptedException());
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("interrupted").isTrue();
    Invocation timedOut = history.invoke("acquire", 2);
    history.record("tryAcquire", () -> false);
    timedOut.returned(false);
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("timed out").isTrue();
    history.record("tryAcquire", () -> false);
    assertThat(isLinearizable(Models.fairSemaphore(1))).as("nobody waits any more").isFalse();
  }

  @Test
  void ownModel_nonDeterministic_hasAllItsStates() {
    // A bag gives any of its values.
    Model<List<Integer>> coin =
        new Model<>() {
          @Override
          public List<Integer> initial() {
            return List.of();
          }

          @Override
          public List<List<Integer>> step(List<Integer> state, Operation operation) {
            return switch (operation.name()) {
              case "toss" -> List.of(List.of(0), List.of(1));
              default -> operation.mayReturn(state.get(0)) ? List.of(state) : List.of();
            };
          }
        };
    history.record("toss", () -> {});
    history.record("look", () -> 1);
    assertThat(isLinearizable(coin)).isTrue();
    history.record("look", () -> 0);
    assertThat(isLinearizable(coin)).isFalse();
  }

  @Test
  void anyModel_unknownOperation_isNamed() {
    history.record("frobnicate", 1, () -> 1);
    for (Model<?> model :
        List.of(
            Models.queue(0),
            Models.conflatedQueue(),
            Models.map(),
            Models.fairSemaphore(1),
            Models.register(0),
            Models.counter(0))) {
      assertThatThrownBy(() -> history.assertLinearizable(model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no operation of " + model + ": frobnicate(1)");
    }
  }
}
