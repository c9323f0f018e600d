package io.sluice.channel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a select, each once even where several cases share it, in ascending {@link
 * ShortLock#rank()}.
 *
 * <h2>Invariant</h2>
 *
 * While it holds one lock a select only tries for the next; where that fails it lets go of all,
 * waits for the contended one alone, and starts over. So selects neither deadlock nor yield with a
 * lock held.
 */
final class SelectedChannels {

  private final AbstractChannel<?>[] channels;
  private final boolean haveTimer;

  /** Whose spin budget is the select's, too; null if it does not spin. */
  private final @Nullable RendezvousChannel<?> rendezvous;

  private SelectedChannels(AbstractChannel<?>[] channels) {
    this.channels = channels;
    this.haveTimer = Arrays.stream(channels).anyMatch(TimerChannel.class::isInstance);
    this.rendezvous = rendezvousAmong(channels);
  }

  static SelectedChannels of(SelectCase<?>[] cases) {
    return new SelectedChannels(
        Arrays.stream(cases)
            .map(selectCase -> selectCase.channel)
            .filter(Objects::nonNull)
            .distinct()
            .sorted(Comparator.comparingLong(ShortLock::rank))
            .toArray(AbstractChannel<?>[]::new));
  }

  /**
   * The first channel at which partners meet, unless a buffer had better fill meanwhile.
   *
   * <p>The budget is the channel's rather than the select's, so that also those selects learn whose
   * cases are made anew each time.
   */
  private static @Nullable RendezvousChannel<?> rendezvousAmong(AbstractChannel<?>[] channels) {
    RendezvousChannel<?> first = null;
    for (AbstractChannel<?> channel : channels) {
      if (channel instanceof BufferedChannel || channel instanceof UnlimitedChannel) {
        return null;
      }
      if (first == null && channel instanceof RendezvousChannel<?> meeting) {
        first = meeting;
      }
    }
    return first;
  }

  boolean haveTimer() {
    return haveTimer;
  }

  int spinBudget() {
    return rendezvous == null ? SpinBudget.NEVER : rendezvous.spinBudget();
  }

  void learn(int newSpinBudget) {
    if (rendezvous != null) {
      rendezvous.learn(newSpinBudget);
    }
  }

  void lockAll() {
    if (channels.length > 0) {
      channels[0].lock();
      for (int i = 1; i < channels.length; i++) {
        if (!channels[i].tryLock()) {
          for (int j = 0; j < i; j++) {
            channels[j].unlock();
          }
          channels[i].lock();
          channels[i].unlock();
          channels[0].lock();
          i = 0;
        }
      }
    }
  }

  /** Unlocks all, then wakes whom the critical section has claimed. */
  void unlockAll() {
    Thread toWake = null;
    for (AbstractChannel<?> channel : channels) {
      Thread claimed = channel.takeClaimed();
      channel.unlock();
      if (claimed != null) {
        // Two are rare: besides the channel that committed a timer may have served its waiter.
        Waiter.unpark(toWake);
        toWake = claimed;
      }
    }
    Waiter.unpark(toWake);
  }
}
