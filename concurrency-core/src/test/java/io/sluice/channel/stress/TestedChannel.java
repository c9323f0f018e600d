package io.sluice.channel.stress;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Received;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A channel under stress, with what is expected of it. */
final class TestedChannel {

  /** In the place of an actor's number: everybody may receive. */
  private static final int ANYBODY = -1;

  private static final Pattern WAITING = Pattern.compile("waiting (?:senders|receivers) (\\d+)");

  private static final Pattern SIZE = Pattern.compile("size (\\d+)");

  private final int index;
  private final Flavour flavour;
  private final int consumer;
  private final Channel<Parcel> channel;
  private final Ledger ledger;

  /** The last parcel from each sender that the only consumer received; the consumer's own. */
  private final int[] lastSeen;

  /** Null for a close without a cause, after which loops end without an exception. */
  private final Exception cause;

  /** Set before the channel is closed: from then on it may be found closed. */
  private volatile boolean closing;

  private TestedChannel(
      int index, Flavour flavour, int consumer, int actors, Ledger ledger, Exception cause) {
    this.index = index;
    this.flavour = flavour;
    this.consumer = consumer;
    this.channel = flavour.make();
    this.ledger = ledger;
    this.lastSeen = new int[actors];
    Arrays.fill(lastSeen, -1);
    this.cause = cause;
  }

  /**
   * Makes the channels of a round: some flavours, each once with many consumers, and once with a
   * single one, an actor, so that the order of arrival can be checked. Where there are few, many
   * actors wait at the same.
   */
  static List<TestedChannel> all(int actors, Ledger ledger, SplittableRandom random) {
    List<TestedChannel> all = new ArrayList<>();
    List<Flavour> flavours = new ArrayList<>(List.of(Flavour.values()));
    Collections.shuffle(flavours, Random.from(random));
    for (Flavour flavour : flavours.subList(0, 1 + random.nextInt(flavours.size()))) {
      for (boolean shared : new boolean[] {true, false}) {
        int index = all.size();
        Exception cause = random.nextInt(3) == 0 ? null : new Exception("the cause of " + index);
        int consumer = shared ? ANYBODY : index % actors;
        all.add(new TestedChannel(index, flavour, consumer, actors, ledger, cause));
      }
    }
    return all;
  }

  int index() {
    return index;
  }

  Channel<Parcel> channel() {
    return channel;
  }

  boolean isConflated() {
    return flavour == Flavour.CONFLATED;
  }

  boolean isShared() {
    return consumer == ANYBODY;
  }

  boolean mayReceive(int actor) {
    return isShared() || consumer == actor;
  }

  /** Accounts for a parcel that an actor received. */
  void received(Actor actor, Parcel parcel) {
    actor.progress();
    ledger.received(parcel, index);
    if (consumer == actor.id()) {
      if (parcel.sequence() <= lastSeen[parcel.sender()]) {
        ledger.violation(parcel + " was overtaken by " + lastSeen[parcel.sender()]);
      }
      lastSeen[parcel.sender()] = parcel.sequence();
    }
  }

  // ---- closing ----

  /** Closes once and for all; must not be called twice. */
  void close() {
    closing = true;
    if (cause == null) {
      channel.close();
    } else {
      channel.close(cause);
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Closes, and accounts for what nobody will receive. */
  void closeAndDrain() {
    closing = true;
    channel.tryClose(cause);
    channel.closeAndDrain().forEach(parcel -> ledger.received(parcel, index));
  }

  /** An actor found this channel closed. */
  void foundClosed(Throwable seenCause) {
    if (!closing) {
      ledger.violation("found closed, but it is open: " + channel);
    } else if (!Objects.equals(seenCause, cause)) {
      ledger.violation("closed with a wrong cause: " + seenCause);
    }
  }

  /** Whether an exception is what an operation on this channel throws once it is closed. */
  boolean explains(ChannelClosedException exception) {
    return closing && Objects.equals(exception.getCause(), cause);
  }

  /** Checks that nothing is left, after the end of all actors and the last drain. */
  void checkEmpty() {
    if (channel.size() != 0 || waiters() != 0) {
      ledger.violation("left behind: " + channel);
    }
    if (channel.tryReceive() instanceof Received.Closed<Parcel>(Throwable seenCause)) {
      foundClosed(seenCause);
    } else {
      ledger.violation("not closed and drained: " + channel);
    }
  }

  // ---- waiting ----

  /** How many waiters stand in the queues. */
  int waiters() {
    return WAITING
        .matcher(channel.toString())
        .results()
        .mapToInt(result -> Integer.parseInt(result.group(1)))
        .sum();
  }

  /** Checks rule 4, which holds whenever nobody has the lock, so in every description. */
  void checkInvariants() {
    String state = channel.toString();
    if (closing) {
      return;
    }
    Matcher described = SIZE.matcher(state);
    int size = described.find() ? Integer.parseInt(described.group(1)) : 0;
    if (size > 0 && state.contains("waiting receivers")) {
      ledger.violation("receivers wait at a value: " + state);
    }
    boolean hasRoom = isConflated() || size < channel.capacity();
    if (hasRoom && state.contains("waiting senders")) {
      ledger.violation("senders wait at room: " + state);
    }
  }

  @Override
  public String toString() {
    return index + (isShared() ? "" : " (for actor " + consumer + ")") + ": " + channel;
  }
}
