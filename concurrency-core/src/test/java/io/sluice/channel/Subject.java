package io.sluice.channel;

import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fresh channel under test: of every flavour, seen directly and through its views, used by
 * virtual and by platform threads. The tests that take one as a parameter are, together, the
 * contract suite; their method source says which flavours a rule applies to.
 */
final class Subject {

  /** The sources for {@code @MethodSource}. */
  static final String ALL = "io.sluice.channel.Subject#all";

  /** A send may have to wait: on bounded channels. */
  static final String SENDERS_WAIT = "io.sluice.channel.Subject#sendersWait";

  /** A send may complete without a receiver: not on unbuffered channels. */
  static final String BUFFERS = "io.sluice.channel.Subject#buffers";

  /** Every value can be received: not on conflated channels. */
  static final String KEEPS_EVERY_VALUE = "io.sluice.channel.Subject#keepsEveryValue";

  private static final Pattern WAITING_SENDERS = Pattern.compile("waiting senders (\\d+)");
  private static final Pattern WAITING_RECEIVERS = Pattern.compile("waiting receivers (\\d+)");
  private static final Pattern SIZE = Pattern.compile("size (\\d+)");

  final Flavour flavour;
  final boolean views;
  final ThreadKind threads;

  /** The channel itself, to look at what the sides do not show. */
  final Channel<Integer> channel;

  /** The sides to test: the channel or its views. */
  final SendChannel<Integer> out;

  final ReceiveChannel<Integer> in;

  private Subject(Flavour flavour, boolean views, ThreadKind threads) {
    this.flavour = flavour;
    this.views = views;
    this.threads = threads;
    this.channel = flavour.make();
    this.out = views ? channel.asSend() : channel;
    this.in = views ? channel.asReceive() : channel;
  }

  static Stream<Subject> all() {
    return where(flavour -> true);
  }

  static Stream<Subject> sendersWait() {
    return where(Flavour::sendersWait);
  }

  static Stream<Subject> buffers() {
    return where(Flavour::buffers);
  }

  static Stream<Subject> keepsEveryValue() {
    return where(Flavour::keepsEveryValue);
  }

  private static Stream<Subject> where(Predicate<Flavour> applies) {
    return Arrays.stream(Flavour.values())
        .filter(applies)
        .flatMap(
            flavour ->
                Stream.of(false, true)
                    .flatMap(
                        views ->
                            Arrays.stream(ThreadKind.values())
                                .map(threads -> new Subject(flavour, views, threads))));
  }

  /** Another one of the same kind, with a fresh channel. */
  Subject again() {
    return new Subject(flavour, views, threads);
  }

  // ---- threads ----

  <T> Outcome<T> start(Callable<? extends T> task) {
    return Threads.start(threads, task);
  }

  Outcome<Void> start(Threads.Action action) {
    return Threads.start(threads, action);
  }

  <T> Outcome<T> startRacing(Callable<? extends T> task) {
    return Threads.startRacing(threads, task);
  }

  Outcome<Void> startRacing(Threads.Action action) {
    return Threads.startRacing(threads, action);
  }

  /** Starts a thread whose operation on this channel has to wait, and awaits that. */
  <T> Outcome<T> startWaiting(Callable<? extends T> task) {
    int before = waitingSenders() + waitingReceivers();
    Outcome<T> outcome = Threads.startParked(threads, task);
    Threads.await(() -> waitingSenders() + waitingReceivers() > before, "a waiter on " + channel);
    return outcome;
  }

  Outcome<Integer> waitingReceiver() {
    return startWaiting(() -> in.receive());
  }

  Outcome<Void> waitingSender(int value) {
    return startWaiting(
        () -> {
          out.send(value);
          return null;
        });
  }

  // ---- states ----

  /** Sends 0, 1, … until the next send would have to wait. Returns how many it sent. */
  int fill() {
    int sent = 0;
    while (out.trySend(sent)) {
      sent++;
    }
    return sent;
  }

  int waitingSenders() {
    return number(WAITING_SENDERS, channel.toString());
  }

  int waitingReceivers() {
    return number(WAITING_RECEIVERS, channel.toString());
  }

  /** Tells whether rule 4 holds, by one consistent look at the channel. */
  boolean keepsQueueInvariants() {
    String state = channel.toString();
    int size = number(SIZE, state);
    return (size == 0 || number(WAITING_RECEIVERS, state) == 0)
        && (size == flavour.capacity() || number(WAITING_SENDERS, state) == 0);
  }

  private static int number(Pattern pattern, String state) {
    Matcher matcher = pattern.matcher(state);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** The name of the parameter in reports. */
  @Override
  public String toString() {
    return flavour + (views ? " views " : " ") + threads;
  }
}
