package io.sluice.channel.stress;

import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Select;
import io.sluice.channel.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Selects in expression form. */
final class BuiltSelect {

  private static final int MOST_CASES = 3;

  /** One in so many selects waits for a tick too. */
  private static final int TICKER_ODDS = 6;

  private final Actor actor;
  private final Ledger.Account account;
  private final Targets targets;
  private final SplittableRandom random;

  BuiltSelect(Actor actor, Ledger.Account account, Targets targets, SplittableRandom random) {
    this.actor = actor;
    this.account = account;
    this.targets = targets;
    this.random = random;
  }

  Result run(Operation operation) throws InterruptedException {
    Select.Builder<Result> select = Select.of();
    List<TestedChannel> destinations = new ArrayList<>();
    int cases = 1 + random.nextInt(MOST_CASES);
    for (int i = 0; i < cases; i++) {
      if (random.nextBoolean()) {
        addReceive(select, targets.toReceive());
      } else {
        TestedChannel destination = targets.toSend();
        destinations.add(destination);
        addSend(select, destination);
      }
    }
    if (random.nextInt(TICKER_ODDS) == 0) {
      TestedTicker ticker = targets.toAwait();
      select.receive(ticker.channel(), (Instant tick) -> ticker.received());
      cases++;
    }
    boolean limited = addLimit(select);
    if (random.nextInt(4) == 0) {
      select.biased();
    }
    actor.mayWaitFor(limited ? 0 : cases);
    try {
      return operation.takesSignal() ? select.run(actor.signal()) : select.run();
    } catch (ChannelClosedException e) {
      if (destinations.stream().noneMatch(destination -> destination.explains(e))) {
        actor.ledger().violation("no channel explains this: " + e);
      }
      return Result.CLOSED;
    }
  }

  private void addReceive(Select.Builder<Result> select, TestedChannel source) {
    select.receive(
        source.channel(),
        parcel -> {
          source.received(actor, parcel);
          return Result.DONE;
        },
        closed -> {
          source.foundClosed(closed.cause());
          return Result.CLOSED;
        });
  }

  private void addSend(Select.Builder<Result> select, TestedChannel destination) {
    Parcel parcel = account.write(destination);
    account.settle(parcel, false);
    select.send(
        destination.channel(),
        parcel,
        () -> {
          account.settle(parcel, true);
          return Result.DONE;
        });
  }

  /** Adds a default, a timeout, a timer or nothing. */
  private boolean addLimit(Select.Builder<Result> select) {
    switch (random.nextInt(4)) {
      case 0 -> select.orElse(() -> Result.NOT_READY);
      case 1 -> {
        TimeLimit limit = TimeLimit.start(random);
        select.timeout(limit.timeout(), () -> limit.expired(actor.ledger()));
      }
      case 2 -> {
        TimeLimit limit = TimeLimit.start(random);
        select.receive(
            Timers.after(limit.timeout()), (Instant tick) -> limit.expired(actor.ledger()));
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
