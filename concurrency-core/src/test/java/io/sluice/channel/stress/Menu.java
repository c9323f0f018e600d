package io.sluice.channel.stress;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendCase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Some cases of an actor that it selects among again and again. */
final class Menu {

  static final int MOST_CASES = 6;

  /** One in so many cases is disabled, or stands on a never-channel. */
  private static final int INACTIVE_ODDS = 8;

  /** One in so many menus has a ticker. */
  private static final int TICKER_ODDS = 3;

  private final Actor actor;
  private final Ledger.Account account;
  private final SplittableRandom random;
  private final List<Entry> entries = new ArrayList<>();
  private final List<? extends SelectCase<?>> list;
  private final SelectCase<?>[] cases;

  /**
   * A case, and what it offered or received last. It stands on a channel, or else on a ticker; both
   * are null for the never-channel.
   */
  private static final class Entry {
    private final TestedChannel channel;
    private final TestedTicker ticker;
    private final SelectCase<?> selectCase;
    private Parcel offered;
    private Received<?> known = null;

    Entry(TestedChannel channel, TestedTicker ticker, SelectCase<?> selectCase) {
      this.channel = channel;
      this.ticker = ticker;
      this.selectCase = selectCase;
    }

    boolean isActive() {
      return (channel != null || ticker != null) && selectCase.isEnabled();
    }
  }

  Menu(Actor actor, Ledger.Account account, Targets targets, SplittableRandom random) {
    this.actor = actor;
    this.account = account;
    this.random = random;
    int size = 1 + random.nextInt(MOST_CASES);
    while (entries.size() < size) {
      entries.add(random.nextBoolean() ? receive(targets.toReceive()) : send(targets.toSend()));
    }
    if (random.nextInt(INACTIVE_ODDS) == 0) {
      entries.add(receiveFromNever());
    }
    if (random.nextInt(TICKER_ODDS) == 0) {
      entries.add(receiveFrom(targets.toAwait()));
    }
    list = entries.stream().map(entry -> entry.selectCase).toList();
    cases = list.toArray(SelectCase<?>[]::new);
  }

  private Entry receive(TestedChannel source) {
    boolean viewed = random.nextBoolean();
    return new Entry(
        source,
        null,
        viewed ? source.channel().asReceive().receiveCase() : source.channel().receiveCase());
  }

  private Entry send(TestedChannel target) {
    Parcel placeholder = new Parcel(actor.id(), -1, target.index());
    boolean viewed = random.nextBoolean();
    return new Entry(
        target,
        null,
        viewed
            ? target.channel().asSend().sendCase(placeholder)
            : target.channel().sendCase(placeholder));
  }

  private static Entry receiveFromNever() {
    return new Entry(null, null, Channel.<Parcel>never().receiveCase());
  }

  private static Entry receiveFrom(TestedTicker ticker) {
    return new Entry(null, ticker, ticker.channel().receiveCase());
  }

  Result run(Operation operation) throws InterruptedException {
    prepare();
    TimeLimit limit = TimeLimit.start(random);
    SelectCase<?> chosen = null;
    try {
      chosen = choose(operation, limit);
    } catch (ChannelClosedException e) {
      if (entries.stream().noneMatch(entry -> isSendExplaining(entry, e))) {
        actor.ledger().violation("no channel explains this: " + e);
      }
      return Result.CLOSED;
    } finally {
      settle(chosen);
    }
    if (chosen == null) {
      return operation == Operation.POLL ? Result.NOT_READY : limit.expired(actor.ledger());
    }
    return resultOf(chosen);
  }

  private static boolean isSendExplaining(Entry entry, ChannelClosedException exception) {
    return entry.offered != null && entry.channel.explains(exception);
  }

  private SelectCase<?> choose(Operation operation, TimeLimit limit) throws InterruptedException {
    boolean biased = random.nextInt(4) == 0;
    boolean listed = random.nextInt(4) == 0;
    return switch (operation) {
      case SELECT ->
          biased
              ? listed ? Select.awaitBiased(list) : Select.awaitBiased(cases)
              : listed ? Select.await(list) : Select.await(cases);
      case SELECT_WITH_SIGNAL ->
          biased ? Select.awaitBiased(actor.signal(), cases) : Select.await(actor.signal(), cases);
      case SELECT_FOR ->
          biased
              ? Select.awaitBiased(limit.timeout(), cases)
              : Select.await(limit.timeout(), cases);
      default -> biased ? Select.pollBiased(cases) : Select.poll(cases);
    };
  }

  /** Enables some cases, at least one of which can end the wait, and writes what they send. */
  private void prepare() {
    for (Entry entry : entries) {
      entry.selectCase.enabled(random.nextInt(INACTIVE_ODDS) > 0);
    }
    if (entries.stream().noneMatch(Entry::isActive)) {
      entries.getFirst().selectCase.enabled(true);
    }
    for (Entry entry : entries) {
      if (entry.selectCase instanceof SendCase<?> send) {
        offer(entry, send);
      }
    }
    actor.mayWaitFor((int) entries.stream().filter(Entry::isActive).count());
  }

  @SuppressWarnings("unchecked") // parcels are all that is sent
  private void offer(Entry entry, SendCase<?> send) {
    entry.offered = send.isEnabled() ? account.write(entry.channel) : null;
    ((SendCase<Parcel>) send)
        .value(entry.offered == null ? new Parcel(actor.id(), -1, -1) : entry.offered);
  }

  /** Tells the account what became of each value, and checks that no other case received one. */
  private void settle(SelectCase<?> chosen) {
    for (Entry entry : entries) {
      if (entry.offered != null) {
        account.settle(entry.offered, entry.selectCase == chosen);
      }
      if (entry.selectCase instanceof ReceiveCase<?> receive) {
        checkNothingElseReceived(entry, receive, chosen);
      }
    }
  }

  private void checkNothingElseReceived(Entry entry, ReceiveCase<?> receive, SelectCase<?> chosen) {
    Received<?> now = receive.received();
    // A select that is refused on entry leaves its cases as they are.
    if (receive != chosen && now.isValue() && !now.equals(entry.known)) {
      actor.ledger().violation(now + " was received by a case that was not chosen");
    }
    entry.known = now;
  }

  private Result resultOf(SelectCase<?> chosen) {
    Entry entry = entries.get(list.indexOf(chosen));
    if (!entry.isActive()) {
      actor.ledger().violation("a disabled case was chosen: " + chosen);
    }
    if (!(chosen instanceof ReceiveCase<?>)) {
      return Result.DONE;
    }
    return switch (entry.known) {
      case Received.Value<?>(Parcel parcel) -> {
        entry.channel.received(actor, parcel);
        yield Result.DONE;
      }
      case Received.Value<?> tick -> entry.ticker.received();
      case Received.Closed<?>(Throwable cause) -> {
        entry.channel.foundClosed(cause);
        yield Result.CLOSED;
      }
      case Received.Empty<?> empty -> {
        actor.ledger().violation("chosen, but has received nothing: " + chosen);
        yield Result.NOT_READY;
      }
    };
  }
}
