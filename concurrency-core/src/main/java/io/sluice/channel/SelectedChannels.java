package io.sluice.channel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

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

  private SelectedChannels(AbstractChannel<?>[] channels) {
    this.channels = channels;
    this.haveTimer = Arrays.stream(channels).anyMatch(TimerChannel.class::isInstance);
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

  boolean haveTimer() {
    return haveTimer;
  }

  /** Whether partners meet here, and no buffer had better fill while the select sleeps. */
  boolean areForRendezvous() {
    boolean meet = false;
    for (AbstractChannel<?> channel : channels) {
      if (channel instanceof BufferedChannel || channel instanceof UnlimitedChannel) {
        return false;
      }
      meet |= channel instanceof RendezvousChannel;
    }
    return meet;
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
