package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The intrusive queue against a list that does the same. */
class WaitQueueTest {

  @Rule(3)
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void appendAndRemove_anyOrder_likeAList(long seed) {
    Random random = new Random(seed);
    List<Waiter> expected = new ArrayList<>();
    Waiter first = null;
    for (int step = 0; step < 3_000; step++) {
      if (expected.isEmpty() || random.nextInt(8) < 4) {
        Waiter waiter = new Waiter();
        first = WaitQueue.append(first, waiter);
        expected.add(waiter);
      } else {
        int index = random.nextBoolean() ? 0 : random.nextInt(expected.size());
        Waiter removed = expected.remove(index);
        first = WaitQueue.remove(first, removed);
        assertThat(removed.next).isNull();
        assertThat(removed.previous).isNull();
        assertThat(WaitQueue.remove(first, removed)).as("removing twice").isSameAs(first);
      }
      assertThat(waiters(first)).as("seed %d, step %d", seed, step).isEqualTo(expected);
      assertThat(WaitQueue.length(first)).isEqualTo(expected.size());
    }
  }

  /** Walks once round, both ways. */
  private static List<Waiter> waiters(Waiter first) {
    List<Waiter> waiters = new ArrayList<>();
    Waiter waiter = first;
    while (waiter != null) {
      waiters.add(waiter);
      assertThat(waiter.next.previous).isSameAs(waiter);
      waiter = waiter.next == first ? null : waiter.next;
    }
    return waiters;
  }

  @Rule(18)
  @Test
  void remove_theOnlyOne_leavesNothing() {
    Waiter waiter = new Waiter();
    Waiter first = WaitQueue.append(null, waiter);
    assertThat(WaitQueue.remove(first, waiter)).isNull();
  }
}
