package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.context.Context.Key;
import io.sluice.context.Context.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values travel down, are found by identity of their keys, and outlive a cut of the tree. */
@Rule(35)
@Timeout(60)
class ValuesTest {

  private static final Key<String> NAME = Key.of("name");
  private static final Key<String> SAME_NAME = Key.of("name");
  private static final Key<Integer> NUMBER = Key.of("number");

  @Test
  void value_notSet_isNull() {
    assertThat(Context.background().value(NAME)).isNull();
    assertThat(Context.background().withValue(NAME, "a").value(NUMBER)).isNull();
  }

  @Test
  void value_keyOfTheSameName_isAnotherKey() {
    Context context = Context.background().withValue(NAME, "a").withValue(SAME_NAME, "b");
    assertThat(context.value(NAME)).isEqualTo("a");
    assertThat(context.value(SAME_NAME)).isEqualTo("b");
    assertThat(NAME).isNotEqualTo(SAME_NAME).hasToString("name");
  }

  @Test
  void value_setTwice_isTheNearest() {
    Context outer = Context.background().withValue(NAME, "outer");
    Context inner = outer.withCancel().withValue(NAME, "inner").withTimeout(Probe.LONG);
    assertThat(inner.value(NAME)).isEqualTo("inner");
    assertThat(outer.value(NAME)).isEqualTo("outer");
  }

  @Test
  void value_ofSiblings_areTheirOwn() {
    Context parent = Context.background().withValue(NAME, "parent");
    Context one = parent.withValue(NUMBER, 1);
    Context other = parent.withValue(NUMBER, 2);
    assertThat(one.value(NUMBER)).isEqualTo(1);
    assertThat(other.value(NUMBER)).isEqualTo(2);
    assertThat(parent.value(NUMBER)).isNull();
  }

  @Test
  void value_throughAllKindsOfContexts_isKept() {
    Context context = Context.background().withValue(NAME, "a");
    assertThat(context.withCancel().value(NAME)).isEqualTo("a");
    assertThat(context.withTimeout(Probe.LONG).value(NAME)).isEqualTo("a");
    assertThat(context.withDeadline(java.time.Instant.MIN).value(NAME)).isEqualTo("a");
    assertThat(context.withoutCancel().value(NAME)).isEqualTo("a");
  }

  @Test
  void value_ofDoneContext_isStillThere() {
    CancellableContext context = Context.background().withValue(NAME, "a").withCancel();
    context.cancel();
    assertThat(context.value(NAME)).isEqualTo("a");
  }

  @RepeatedTest(20)
  void value_manyKeys_agreesWithAMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Key<Integer>> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add(Key.of("key " + i));
    }
    Map<Key<Integer>, Integer> expected = new HashMap<>();
    Context context = Context.background();
    for (int i = 0; i < 60; i++) {
      Key<Integer> key = keys.get(random.nextInt(keys.size()));
      context = context.withValue(key, i);
      expected.put(key, i);
      for (Key<Integer> each : keys) {
        assertThat(context.value(each))
            .as("seed %d, step %d", seed, i)
            .isEqualTo(expected.get(each));
      }
    }
  }

  @Test
  void withoutCancel_ofParentDoneEitherWay_isActiveWithoutDeadlineAndKeepsValues() {
    CancellableContext cancelled =
        Context.background().withValue(NAME, "a").withTimeout(Probe.LONG);
    Context late = Context.background().withValue(NAME, "a").withTimeout(Duration.ZERO);
    Context before = cancelled.withoutCancel();
    cancelled.cancel();
    for (Context context :
        List.of(before, cancelled.withoutCancel(), late.withoutCancel(), before.withCancel())) {
      assertThat(context.value(NAME)).isEqualTo("a");
      assertThat(context.state()).isEqualTo(State.ACTIVE);
      assertThat(context.remaining()).isEmpty();
    }
  }

  @Test
  void withoutCancel_childrenOfIt_endOnTheirOwn() {
    CancellableContext parent = Context.background().withTimeout(Probe.LONG);
    CancellableContext below = parent.withoutCancel().withCancel();
    CancellableContext timed = parent.withoutCancel().withTimeout(Probe.LONG.multipliedBy(2));
    assertThat(timed.remaining().orElseThrow()).isGreaterThan(Probe.LONG);
    parent.cancel();
    assertThat(below.isDone()).isFalse();
    assertThat(below.cancel()).isTrue();
    assertThat(timed.isDone()).isFalse();
  }

  @Test
  void keyAndValue_null_areNamed() {
    assertThatNullPointerException().isThrownBy(() -> Key.of(null)).withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> Context.background().withValue(null, ""))
        .withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> Context.background().withValue(NAME, null))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> Context.background().value(null))
        .withMessage("key");
  }
}
