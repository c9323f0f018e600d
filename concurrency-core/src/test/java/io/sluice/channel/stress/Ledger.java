package io.sluice.channel.stress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The accounts of one round: for each value what its sender was told, and how often it was
 * received.
 *
 * <p>What must hold in the end: a value whose sender was told "delivered" was received exactly
 * once, one whose sender was told otherwise was never received. A conflated channel may replace a
 * delivered value, so there it was received at most once; but somebody's last value remains.
 *
 * <p>Not a {@code ValueLedger}: to account for a value must cost next to nothing, so that the
 * channels stay busy, and a value received twice is found at once.
 */
final class Ledger {

  /** More would only repeat the same. */
  private static final int MOST_VIOLATIONS = 20;

  private static final int MOST_CHANNELS = 2 * Flavour.values().length;

  private final Account[] accounts;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  Ledger(int actors, int parcelsEach) {
    accounts = new Account[actors];
    for (int i = 0; i < actors; i++) {
      accounts[i] = new Account(i, parcelsEach);
    }
  }

  Account account(int actor) {
    return accounts[actor];
  }

  /** Records that a parcel came out of a channel, to whomever. */
  void received(Parcel parcel, int channel) {
    if (!parcel.isIntact()) {
      violation(parcel + " was seen before it was written");
    } else if (parcel.channel() != channel) {
      violation(parcel + " came out of channel " + channel);
    } else if (accounts[parcel.sender()].receipts.incrementAndGet(parcel.sequence()) > 1) {
      violation(parcel + " was received twice");
    }
  }

  /** Counts the values that were delivered; called when all actors have ended. */
  long delivered() {
    return Stream.of(accounts).mapToLong(Account::delivered).sum();
  }

  /** Records that something happened which must not. */
  void violation(String description) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(description);
    }
  }

  /** Checks every account; called when all actors have ended and all channels were drained. */
  List<String> audit(List<TestedChannel> channels) {
    for (Account account : accounts) {
      for (int sequence = 0; sequence < account.written; sequence++) {
        audit(account, sequence, channels.get(account.channels[sequence]).isConflated());
      }
    }
    for (TestedChannel channel : channels) {
      if (channel.isConflated()) {
        auditLatest(channel.index());
      }
    }
    return new ArrayList<>(violations);
  }

  private void audit(Account account, int sequence, boolean conflated) {
    int receipts = account.receipts.get(sequence);
    String parcel =
        "parcel %d of actor %d for channel %d"
            .formatted(sequence, account.owner, account.channels[sequence]);
    switch (account.fates[sequence]) {
      case Account.DELIVERED -> {
        if (receipts == 0 && !conflated) {
          violation(parcel + " was delivered and never received: lost");
        }
      }
      case Account.KEPT -> {
        if (receipts != 0) {
          violation(parcel + " was received, but its sender was told that it is not sent");
        }
      }
      default -> violation(parcel + " has no known fate: its sender ended in the middle");
    }
  }

  /**
   * Of all values sent to a conflated channel one was the very last: nothing replaced it. That can
   * only be one whose sending had not ended before another began.
   */
  private void auditLatest(int channel) {
    List<Account> senders =
        Stream.of(accounts).filter(account -> account.latest[channel] >= 0).toList();
    if (senders.isEmpty()) {
      return;
    }
    long lastStart =
        senders.stream().map(account -> account.starts[channel]).max(Long::compare).get();
    if (senders.stream()
        .filter(account -> account.ends[channel] >= lastStart)
        .noneMatch(account -> account.receipts.get(account.latest[channel]) > 0)) {
      violation("conflated channel " + channel + " lost its latest value");
    }
  }

  /** What one actor sent. Written by that actor only, but for the receipts. */
  static final class Account {

    private static final byte KEPT = 1;
    private static final byte DELIVERED = 2;

    private final int owner;
    private final byte[] fates;
    private final byte[] channels;
    private final AtomicIntegerArray receipts;
    private int written;

    /** When the operation that offers the last parcels written began, at the earliest. */
    private long start;

    /** For each channel the last parcel that was delivered to it, and when that began and ended. */
    private final int[] latest;

    private final long[] starts;
    private final long[] ends;

    Account(int owner, int parcels) {
      this.owner = owner;
      latest = new int[MOST_CHANNELS];
      Arrays.fill(latest, -1);
      starts = new long[MOST_CHANNELS];
      ends = new long[MOST_CHANNELS];
      fates = new byte[parcels];
      channels = new byte[parcels];
      receipts = new AtomicIntegerArray(parcels);
    }

    private long delivered() {
      return IntStream.range(0, written).filter(sequence -> fates[sequence] == DELIVERED).count();
    }

    boolean hasRoomFor(int parcels) {
      return fates.length - written >= parcels;
    }

    /** Writes the next parcel. Its fate must be reported before the actor ends. */
    Parcel write(TestedChannel channel) {
      channels[written] = (byte) channel.index();
      start = System.nanoTime();
      return new Parcel(owner, written++, channel.index());
    }

    /** The sender was told that the parcel is sent, or that it is not. */
    void settle(Parcel parcel, boolean delivered) {
      fates[parcel.sequence()] = delivered ? DELIVERED : KEPT;
      if (delivered) {
        latest[parcel.channel()] = parcel.sequence();
        starts[parcel.channel()] = start;
        ends[parcel.channel()] = System.nanoTime();
      }
    }
  }
}
