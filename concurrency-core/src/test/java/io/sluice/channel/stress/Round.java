package io.sluice.channel.stress;

import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One round of the stress: fresh channels and actors, let loose for a while and then brought to
 * their end, either gently or abruptly.
 *
 * <p>The gentle end first awaits that nothing moves any more: every actor has ended or waits for a
 * partner that does not come. Then the waiters in the queues must be exactly those that the actors
 * stand for; a thread whose wake-up was lost waits without standing in a queue. The abrupt end
 * closes all channels under the running actors.
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
  private final List<TestedTicker> tickers;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Outcome<Void>> running = new ArrayList<>();

  Round(ThreadKind kind, int size, long seed) {
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    this.gentle = random.nextBoolean();
    this.ledger = new Ledger(size, PARCELS_EACH);
    this.channels = TestedChannel.all(size, ledger, random.split());
    this.tickers = TestedTicker.all(ledger, random.split());
    for (int i = 0; i < size; i++) {
      actors.add(new Actor(i, channels, tickers, ledger, random.split()));
    }
  }

  /** Runs the round to its end. Fails if it hangs. Returns what must not have happened. */
  List<String> run(Duration duration) {
    Disturber disturber = new Disturber(actors, tickers, channels, closable(), random.split());
    for (Actor actor : actors) {
      running.add(Threads.start(kind, actor::run));
    }
    // Busy virtual threads would leave it no carrier.
    Outcome<Void> disturbing = Threads.start(ThreadKind.PLATFORM, disturber::run);
    pause(duration);
    disturber.stop();
    await(disturbing::isDone, "the disturber to end");
    disturbing.result();
    // Nobody may wait for a stopped one for ever.
    tickers.forEach(TestedTicker::restart);
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
    tickers.forEach(TestedTicker::stopAndCheck);
    return ledger.audit(channels);
  }

  /** Picks the channels that may be closed in the middle of the round: none or a few. */
  private List<TestedChannel> closable() {
    List<TestedChannel> shuffled = new ArrayList<>(channels);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled.subList(0, random.nextBoolean() ? 1 + random.nextInt(channels.size() / 2) : 0);
  }

  /** Counts the values that were delivered; called after the end. */
  long values() {
    return ledger.delivered();
  }

  /** Counts the ticks that were received. */
  long ticks() {
    return tickers.stream().mapToLong(TestedTicker::ticks).sum();
  }

  /** Counts what all actors did. */
  void addTo(Tally total) {
    actors.forEach(actor -> total.addAll(actor.tally()));
  }

  private void awaitStandstill() {
    await(
        () -> {
          // Else an actor might move on and wait elsewhere while the others are looked at.
          long before = progressMade();
          int stuck = 0;
          for (int i = 0; i < actors.size(); i++) {
            int waiters = running.get(i).isDone() ? 0 : actors.get(i).stuckAt();
            if (waiters == 0 && !running.get(i).isDone()) {
              return false;
            }
            stuck += waiters;
          }
          return stuck == channels.stream().mapToInt(TestedChannel::waiters).sum()
              && before == progressMade();
        },
        "every waiting actor to stand in the queues");
  }

  private long progressMade() {
    return actors.stream().mapToLong(Actor::progressMade).sum();
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

  private String describe() {
    StringBuilder dump = new StringBuilder(describeActors(String::valueOf));
    channels.forEach(channel -> dump.append(channel).append('\n'));
    tickers.forEach(ticker -> dump.append(ticker).append('\n'));
    return dump.toString();
  }

  /**
   * Shows where everybody is; an actor's thread may be a virtual one, which no thread dump shows.
   *
   * @param name how to name what a thread waits for; a channel's own description takes its lock,
   *     which may be what all wait for
   */
  String describeActors(Function<Object, String> name) {
    StringBuilder dump = new StringBuilder();
    for (int i = 0; i < actors.size(); i++) {
      if (!running.get(i).isDone()) {
        Thread thread = running.get(i).thread();
        dump.append(actors.get(i)).append(", ").append(thread.getState());
        dump.append(", may wait for ").append(actors.get(i).stuckAt()).append(" partners at ");
        Object blocker = LockSupport.getBlocker(thread);
        dump.append(blocker == null ? "nothing" : name.apply(blocker)).append('\n');
        Stream.of(thread.getStackTrace())
            .limit(FRAMES)
            .forEach(frame -> dump.append("    at ").append(frame).append('\n'));
      }
    }
    return dump.toString();
  }
}
