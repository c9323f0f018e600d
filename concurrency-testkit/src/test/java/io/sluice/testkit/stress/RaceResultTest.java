package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Multiset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaceResultTest {

  private static final String TABLE =
      """
      outcomes of 1203 rounds, seed 42
             1,200  [true, false]
                 2  [false, true]
                 1  [null, 7]\
      """;

  private final RaceResult result = new RaceResult(42);

  @BeforeEach
  void addOutcomes() {
    result.add(Arrays.asList(null, 7));
    for (int i = 0; i < 2; i++) {
      result.add(Arrays.asList(false, true));
    }
    for (int i = 0; i < 1_200; i++) {
      result.add(Arrays.asList(true, false));
    }
  }

  @Test
  void toString_mostFrequentFirst_whateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(result).hasToString(TABLE);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void count_parts_comparesAll() {
    assertThat(result.count(true, false)).isEqualTo(1_200);
    assertThat(result.count(false, true)).isEqualTo(2);
    assertThat(result.count(null, 7)).isEqualTo(1);
    assertThat(result.count(true)).isZero();
    assertThat(result.count()).isZero();
  }

  @Test
  void outcomes_all_cannotBeModified() {
    Multiset<List<@Nullable Object>> outcomes = result.outcomes();

    assertThat(outcomes).hasSize(1_203);
    assertThatThrownBy(() -> outcomes.add(Arrays.asList(true, true)))
        .isInstanceOf(UnsupportedOperationException.class);
    List<@Nullable Object> outcome = outcomes.elementSet().iterator().next();
    assertThatThrownBy(() -> outcome.set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void assertions_true_hold() {
    result.assertOccurs(null, 7);
    result.assertNever(true, true);
    result.assertOnly(
        List.of(true, false), List.of(false, true), Arrays.asList(null, 7), List.of("unseen"));
  }

  @Test
  void assertOccurs_didNot_showsThoseThatDid() {
    assertThatThrownBy(() -> result.assertOccurs(true, true))
        .isInstanceOf(AssertionError.class)
        .hasMessage("never was [true, true] the outcome\n" + TABLE);
  }

  @Test
  void assertNever_did_showsAll() {
    assertThatThrownBy(() -> result.assertNever(false, true))
        .isInstanceOf(AssertionError.class)
        .hasMessage("[false, true] must not be the outcome, and was\n" + TABLE);
  }

  @Test
  void assertOnly_others_showsThem() {
    assertThatThrownBy(() -> result.assertOnly(List.of(true, false), List.of(false, true)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("[[null, 7]] must not be outcomes, and were\n" + TABLE);
    assertThatThrownBy(() -> result.assertOnly()).isInstanceOf(AssertionError.class);
  }

  @Test
  void anyMethod_null_isRefusedByName() {
    refuses("outcome", () -> result.count((Object[]) null));
    refuses("outcome", () -> result.assertOccurs((Object[]) null));
    refuses("outcome", () -> result.assertNever((Object[]) null));
    refuses("allowed", () -> result.assertOnly((List<?>[]) null));
    refuses("allowed contains null", () -> result.assertOnly(List.of(), null));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }
}
