package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpinBudgetTest {

  private int budget;

  @Test
  void probe_inVain_isFollowedByPause() {
    budget = SpinBudget.afterVain(0);
    assertThat(parkUntilSpinAllowed(true)).isEqualTo(SpinBudget.PAUSE);
  }

  @Test
  void probe_ofPlatformThread_comesEarlyInPauseAndAtItsEnd() {
    budget = SpinBudget.afterVain(0);
    int early = parkUntilSpinAllowed(false);
    assertThat(early).isPositive().isLessThan(SpinBudget.PAUSE / 2);

    budget = SpinBudget.afterVain(budget);
    assertThat(early + 1 + parkUntilSpinAllowed(false)).isEqualTo(SpinBudget.PAUSE);
  }

  @Test
  void earlyProbe_thatIsRewarded_endsPause() {
    budget = SpinBudget.afterReward(SpinBudget.EARLY_PROBE);
    assertThat(allowsSpin(true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newChannel_parksFirst(boolean virtual) {
    budget = SpinBudget.INITIAL;
    assertThat(allowsSpin(virtual)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void spins_fourOfFiveAreRewarded_goOn(boolean virtual) {
    budget = 0;
    rewarded(SpinBudget.MOST_CREDIT);
    for (int i = 0; i < 1_000; i++) {
      budget = SpinBudget.afterVain(budget);
      assertThat(allowsSpin(virtual)).isTrue();
      rewarded(4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void spins_allAreRewarded_neverPark(boolean virtual) {
    budget = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(allowsSpin(virtual)).isTrue();
      rewarded(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void spins_threeOfFourAreRewarded_end(boolean virtual) {
    budget = 0;
    rewarded(SpinBudget.MOST_CREDIT);
    int rounds = 0;
    while (allowsSpin(virtual) && rounds <= 10) {
      budget = SpinBudget.afterVain(budget);
      rewarded(3);
      rounds++;
    }
    assertThat(rounds).isBetween(2, 10);
  }

  /** A wait that began before the pause did may learn of its spin only then. */
  @Test
  void reward_duringPause_doesNotEndIt() {
    budget = SpinBudget.afterReward(SpinBudget.afterVain(0));
    assertThat(allowsSpin(false)).isFalse();
  }

  @Test
  void vain_duringPause_doesNotProlongIt() {
    budget = SpinBudget.afterVain(SpinBudget.afterVain(0));
    assertThat(1 + parkUntilSpinAllowed(true)).isEqualTo(SpinBudget.PAUSE);
  }

  private boolean allowsSpin(boolean virtual) {
    return SpinBudget.allowsSpin(budget, virtual);
  }

  private int parkUntilSpinAllowed(boolean virtual) {
    int waits = 0;
    while (!allowsSpin(virtual)) {
      budget = SpinBudget.afterParking(budget);
      waits++;
    }
    return waits;
  }

  private void rewarded(int times) {
    for (int i = 0; i < times; i++) {
      budget = SpinBudget.afterReward(budget);
    }
  }
}
