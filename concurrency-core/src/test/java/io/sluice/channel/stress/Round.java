package io.sluice.channel.stress;

import io.sluice.testing.Outcome;
import io.sluice.testing.ThreadKind;
import io.sluice.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One round of the stress: fresh channels and actors, let loose for a while and then brought to
 * their end, either gently or abruptly.
 *
 * <p>The gentle end first awaits that nothing moves any more: every actor has ended or waits for a
 * partner that does not come. Then the waiters in the queues must be exactly those that the actors
 * stand for; a thread whose wake-up was lost waits without standing in a queue. The abrupt end closes
 * all channels under the running actors.
 */
final class Round {

  private static final int PARCELS_EACH = 40_000;

  /** How much of each stack to show if there is a hang. */
  private static final int FRAMES = 12;

  private final ThreadKind kind;
  private final boolean gentle;
  private final SplittableRandom random;
  private final Ledger ledger;
  private final List<TestedChannel> channels;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Outcome<Void>> running = new ArrayList<>();

  Round(ThreadKind kind, int size, long seed) {
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    this.gentle = random.nextBoolean();
    this.ledger = new Ledger(size, PARCELS_EACH);
    this.channels = TestedChannel.all(size, ledger);
    for (int i = 0; i < size; i++) {
      actors.add(new Actor(i, channels, ledger, random.split()));
    }
  }

  /** Runs the round to its end. Fails if it hangs. Returns what must not have happened. */
  List<String> run(Duration duration) {
    List<TestedChannel> closable =
        random.nextBoolean() ? channels.subList(0, 1 + random.nextInt(3)) : List.of();
    Disturber disturber = new Disturber(actors, closable, random.split());
    for (Actor actor : actors) {
      running.add(Threads.start(kind, actor::run));
    }
    Outcome<Void> disturbing = Threads.start(kind, disturber::run);
    pause(duration);
    disturber.stop();
    disturbing.result();
    if (gentle) {
      actors.forEach(Actor::stop);
      awaitStandstill();
      channels.forEach(TestedChannel::checkInvariants);
    }
    closeAll();
    actors.forEach(Actor::stop);
    await(() -> running.stream().allMatch(Outcome::isDone), "all actors to end");
    running.forEach(Outcome::result);
    channels.forEach(TestedChannel::closeAndDrain);
    channels.forEach(TestedChannel::checkEmpty);
    return ledger.audit(channels);
  }

  /** Counts what all actors did. */
  void addTo(Tally total) {
    actors.forEach(actor -> total.addAll(actor.tally()));
  }

  private void awaitStandstill() {
    await(
        () -> {
          int stuck = 0;
          for (int i = 0; i < actors.size(); i++) {
            int waiters = running.get(i).isDone() ? 0 : actors.get(i).stuckAt();
            if (waiters == 0 && !running.get(i).isDone()) {
              return false;
            }
            stuck += waiters;
          }
          return stuck == channels.stream().mapToInt(TestedChannel::waiters).sum();
        },
        "every waiting actor to stand in the queues");
  }

  private void closeAll() {
    for (TestedChannel channel : channels) {
      if (channel.isClosing() || random.nextBoolean()) {
        channel.closeAndDrain();
      } else {
        channel.close();
      }
    }
  }

  private static void pause(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void await(BooleanSupplier condition, String description) {
    try {
      Threads.await(condition, description);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + describe(), e);
    }
  }

  /** Shows where everybody is; an actor's thread may be a virtual one, which no thread dump shows. */
  private String describe() {
    StringBuilder dump = new StringBuilder();
    for (int i = 0; i < actors.size(); i++) {
      if (!running.get(i).isDone()) {
        Thread thread = running.get(i).thread();
        dump.append(actors.get(i)).append(", ").append(thread.getState());
        dump.append(", may wait for ").append(actors.get(i).stuckAt()).append(" partners at ");
        dump.append(LockSupport.getBlocker(thread)).append('\n');
        Stream.of(thread.getStackTrace())
            .limit(FRAMES)
            .forEach(frame -> dump.append("    at ").append(frame).append('\n'));
      }
    }
    channels.forEach(channel -> dump.append(channel).append('\n'));
    return dump.toString();
  }
}
