package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SpinBudgetTest {

  private int budget;

  @Test
  void probe_inVain_isFollowedByPause() {
    budget = SpinBudget.afterVain(0);
    int waits = 0;
    while (!SpinBudget.allowsSpin(budget)) {
      budget = SpinBudget.afterParking(budget);
      waits++;
    }
    assertThat(waits).isEqualTo(SpinBudget.PAUSE);
  }

  @Test
  void newChannel_parksFirst() {
    assertThat(SpinBudget.allowsSpin(SpinBudget.INITIAL)).isFalse();
  }

  @Test
  void spins_fourOfFiveAreRewarded_goOn() {
    budget = 0;
    rewarded(SpinBudget.MOST_CREDIT);
    for (int i = 0; i < 1_000; i++) {
      budget = SpinBudget.afterVain(budget);
      assertThat(SpinBudget.allowsSpin(budget)).isTrue();
      rewarded(4);
    }
  }

  /** Others get their turn, and then the spinning goes on. */
  @Test
  void spins_allAreRewarded_parkNowAndThen() {
    budget = 0;
    int parked = 0;
    for (int i = 0; i < 1_000; i++) {
      if (SpinBudget.allowsSpin(budget)) {
        budget = SpinBudget.afterReward(budget);
      } else {
        budget = SpinBudget.afterParking(budget);
        assertThat(SpinBudget.allowsSpin(budget)).isTrue();
        parked++;
      }
    }
    assertThat(parked).isBetween(1_000 / SpinBudget.TURN, 2_000 / SpinBudget.TURN);
  }

  @Test
  void spins_threeOfFourAreRewarded_end() {
    budget = 0;
    rewarded(SpinBudget.MOST_CREDIT);
    int rounds = 0;
    while (SpinBudget.allowsSpin(budget)) {
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
    assertThat(SpinBudget.allowsSpin(budget)).isFalse();
  }

  @Test
  void spins_ofVirtualThread_areShorter() throws Exception {
    FutureTask<Integer> ofVirtual = new FutureTask<>(SpinBudget::spins);
    Thread.startVirtualThread(ofVirtual);
    assertThat(ofVirtual.get()).isPositive().isLessThan(SpinBudget.spins());
  }

  private void rewarded(int times) {
    for (int i = 0; i < times; i++) {
      budget = SpinBudget.afterReward(budget);
    }
  }
}
