package io.sluice.channel.stress;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/** The operations on a single channel. */
final class Transfers {

  /** The most values that a loop receives. */
  private static final int MOST = 3;

  private final Actor actor;
  private final Ledger.Account account;
  private final Targets targets;
  private final SplittableRandom random;

  Transfers(Actor actor, Ledger.Account account, Targets targets, SplittableRandom random) {
    this.actor = actor;
    this.account = account;
    this.targets = targets;
    this.random = random;
  }

  Result run(Operation operation) throws InterruptedException {
    boolean sends = operation.compareTo(Operation.RECEIVE) < 0;
    TestedChannel target = sends ? targets.toSend() : targets.toReceive();
    actor.mayWaitFor(1);
    try {
      return sends ? send(operation, target) : receive(operation, target);
    } catch (ChannelClosedException e) {
      target.foundClosed(e.getCause());
      return Result.CLOSED;
    }
  }

  // ---- sending ----

  private Result send(Operation operation, TestedChannel target) throws InterruptedException {
    Parcel parcel = account.write(target);
    Result result = null;
    try {
      result = send(operation, target, parcel);
    } finally {
      account.settle(parcel, result == Result.DONE);
    }
    return result;
  }

  private Result send(Operation operation, TestedChannel target, Parcel parcel)
      throws InterruptedException {
    Channel<Parcel> channel = target.channel();
    switch (operation) {
      case SEND -> channel.send(parcel);
      case SEND_WITH_SIGNAL -> channel.send(actor.signal(), parcel);
      case TRY_SEND -> {
        return channel.trySend(parcel) ? Result.DONE : Result.NOT_READY;
      }
      default -> {
        TimeLimit limit = TimeLimit.start(random);
        return channel.trySend(parcel, limit.timeout())
            ? Result.DONE
            : limit.expired(actor.ledger());
      }
    }
    return Result.DONE;
  }

  // ---- receiving ----

  private Result receive(Operation operation, TestedChannel target) throws InterruptedException {
    Channel<Parcel> channel = target.channel();
    return switch (operation) {
      case RECEIVE -> received(target, channel.receive());
      case RECEIVE_WITH_SIGNAL -> received(target, channel.receive(actor.signal()));
      case RECEIVE_OR_CLOSED -> received(target, channel.receiveOrClosed());
      case RECEIVE_OR_CLOSED_WITH_SIGNAL ->
          received(target, channel.receiveOrClosed(actor.signal()));
      case TRY_RECEIVE -> received(target, channel.tryReceive());
      case TRY_RECEIVE_FOR -> {
        TimeLimit limit = TimeLimit.start(random);
        Result result = received(target, channel.tryReceive(limit.timeout()));
        yield result == Result.NOT_READY ? limit.expired(actor.ledger()) : result;
      }
      case DRAIN -> drain(target);
      case STREAM -> stream(target);
      default -> loop(operation, target);
    };
  }

  private Result received(TestedChannel target, Parcel parcel) {
    target.received(actor, parcel);
    return Result.DONE;
  }

  private Result received(TestedChannel target, Received<Parcel> received) {
    return switch (received) {
      case Received.Value<Parcel>(Parcel parcel) -> received(target, parcel);
      case Received.Closed<Parcel>(Throwable cause) -> {
        target.foundClosed(cause);
        yield Result.CLOSED;
      }
      case Received.Empty<Parcel> empty -> Result.NOT_READY;
    };
  }

  private Result drain(TestedChannel target) {
    List<Parcel> sink = new ArrayList<>();
    int moved = target.channel().drainTo(sink, 1 + random.nextInt(MOST));
    sink.forEach(parcel -> target.received(actor, parcel));
    if (moved != sink.size()) {
      actor.ledger().violation("drained " + sink.size() + " but reported " + moved);
    }
    return moved > 0 ? Result.DONE : Result.NOT_READY;
  }

  /** Ends the range loop from inside. */
  private static final class EnoughException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private Result loop(Operation operation, TestedChannel target) throws InterruptedException {
    int[] left = {1 + random.nextInt(MOST)};
    try {
      if (operation == Operation.FOR_EACH) {
        target.channel().forEach(parcel -> next(target, parcel, left));
      } else {
        target.channel().forEach(actor.signal(), parcel -> next(target, parcel, left));
      }
    } catch (EnoughException e) {
      return Result.DONE;
    }
    target.foundClosed(null);
    return Result.CLOSED;
  }

  private void next(TestedChannel target, Parcel parcel, int[] left) throws EnoughException {
    target.received(actor, parcel);
    left[0]--;
    if (left[0] == 0) {
      throw new EnoughException();
    }
  }

  private Result stream(TestedChannel target) {
    try {
      target.channel().stream()
          .limit(1 + random.nextInt(MOST))
          .forEach(parcel -> target.received(actor, parcel));
      return Result.DONE;
    } catch (CancellationException e) {
      if (!Thread.currentThread().isInterrupted()) {
        actor.ledger().violation("an interrupted stream lost the interrupt status");
      }
      return Result.INTERRUPTED;
    }
  }
}
