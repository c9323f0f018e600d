package io.sluice.context;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.ReceiveChannel;
import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A context that can end: cancelled by its owner, by its deadline, or with its parent.
 *
 * <h2>States</h2>
 *
 * <pre>
 *   ending == null ──▶ ending != null     once, by compare-and-set
 * </pre>
 *
 * Unlike Go's, a context that nobody observes is not told of its parent's end; it finds out when it
 * is asked. Its state is what is latched in {@link #ending}, else its deadline, else the nearest
 * ancestor's ending. So the state of a whole tree changes in the one instant in which its root's
 * ending is set, and a context that is dropped leaves no trace (rule 33).
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>{@link #ending} is what an eager cancellation would have left there: an ancestor's ending
 *       and the own deadline are compared by the time at which they came, not by when somebody
 *       looked (rule 30). A cancellation is never later than the deadline of its own context.
 *   <li>{@link #deadline} is never later than that of {@link #parent} (rule 31). Where the two are
 *       the same, it is the parent's, and the parent's ending is inherited.
 *   <li>Whoever latches {@link #ending} wakes the observers, afterwards; see {@link Cancellation}.
 *       Nobody is added to them once it is latched; see {@link Observers}.
 *   <li>Who finds this context done finds its {@link #done} channel closed (rule 29): the one who
 *       asks, or who has cancelled it, closes it if the one who wakes the observers is not that far
 *       yet.
 * </ul>
 *
 * <p>Ending, parking and arming race in jcstress: {@code ArmVersusCancelTest} and the others in its
 * package.
 */
non-sealed class CancelContext extends AbstractContext implements CancellableContext {

  private static final VarHandle ENDING;
  private static final VarHandle OBSERVERS;
  private static final VarHandle DONE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ENDING = lookup.findVarHandle(CancelContext.class, "ending", Ending.class);
      OBSERVERS = lookup.findVarHandle(CancelContext.class, "observers", Observers.class);
      DONE = lookup.findVarHandle(CancelContext.class, "done", DoneChannel.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The nearest ancestor that can end, or null. */
  final @Nullable CancelContext parent;

  /** Whether there is a deadline. */
  final boolean timed;

  /** Reading of the monotonic clock at which this context ends, if timed. */
  final long deadline;

  private volatile @Nullable Ending ending;

  /** Made by the first observer, kept from then on. */
  private volatile @Nullable Observers observers;

  /** Made by the first who asks for it. */
  private volatile @Nullable DoneChannel done;

  /** Makes a context with its parent's deadline, if that has one. */
  CancelContext(@Nullable CancelContext parent, Values values) {
    super(values);
    this.parent = parent;
    this.timed = parent != null && parent.timed;
    this.deadline = parent == null ? 0 : parent.deadline;
  }

  /** Makes a context with the earlier of its parent's deadline and the given one. */
  CancelContext(@Nullable CancelContext parent, Values values, long deadline) {
    super(values);
    this.parent = parent;
    this.timed = true;
    this.deadline =
        parent != null && parent.timed && parent.deadline - deadline <= 0
            ? parent.deadline
            : deadline;
  }

  @Override
  final CancelContext source() {
    return this;
  }

  // ---- ending ----

  @Override
  public final boolean cancel() {
    return cancel(null);
  }

  @Override
  public final boolean cancel(@Nullable Throwable cause) {
    long now = TimeSource.nanoTime();
    boolean first =
        endingAt(now) == null && Cancellation.end(this, Ending.cancelled(cause, now), true);
    if (!first) {
      Cancellation.help(this);
    }
    closeDone();
    return first;
  }

  @Override
  public void close() {
    cancel(null);
  }

  /** How this context ended, or null while it is active. */
  final @Nullable Ending ending() {
    Ending latched = ending;
    if (latched != null) {
      return settled(latched);
    }
    if (parent == null && !timed) {
      return null;
    }
    return endingAt(timed ? TimeSource.nanoTime() : 0);
  }

  /** How this context ended, seen at the given reading of the clock. */
  private @Nullable Ending endingAt(long now) {
    Ending latched = ending;
    if (latched == null) {
      latched = pull(now);
    }
    return latched == null ? null : settled(latched);
  }

  /** Whoever learns of the end finds the channel closed. */
  private Ending settled(Ending latched) {
    closeDone();
    return latched;
  }

  final void closeDone() {
    DoneChannel channel = done;
    if (channel != null) {
      channel.close();
    }
  }

  /** Whether the ending is latched: later than the end itself, as long as nobody asks. */
  final boolean hasLatched() {
    return ending != null;
  }

  /** Sets the ending, unless there is one. Whoever does must wake the observers. */
  final boolean latch(Ending how) {
    return ENDING.compareAndSet(this, null, how);
  }

  /** How this context ends when its parent ends in the given way. */
  final Ending inherit(Ending parentEnding) {
    return timed && deadline - parentEnding.at < 0
        ? Ending.deadlineExceeded(deadline)
        : parentEnding;
  }

  /** Looks whether the deadline has passed or an ancestor has ended; latches what came first. */
  private @Nullable Ending pull(long now) {
    CancelContext from = parent;
    while (from != null && from.ending == null) {
      from = from.parent;
    }
    if (from == null || (timed && deadline - Objects.requireNonNull(from.ending).at < 0)) {
      if (!timed || deadline - now > 0) {
        return null;
      }
      from = whoSetTheDeadline();
      Cancellation.end(from, Ending.deadlineExceeded(deadline), false);
    }
    inheritFrom(from);
    return ending;
  }

  /**
   * Latches what an ancestor's ending means for those in between and for this one, so that nobody
   * has to go this way again. From above to below: one in between may be cancelled just now, and
   * then that is what counts below it.
   */
  @SuppressWarnings("ReferenceEquality") // contexts have identity
  private void inheritFrom(CancelContext ancestor) {
    int depth = 0;
    for (CancelContext each = this; each != ancestor; each = Objects.requireNonNull(each.parent)) {
      depth++;
    }
    CancelContext[] path = new CancelContext[depth];
    for (CancelContext each = this; each != ancestor; each = Objects.requireNonNull(each.parent)) {
      path[--depth] = each;
    }
    Ending above = Objects.requireNonNull(ancestor.ending);
    for (CancelContext each : path) {
      Cancellation.end(each, each.inherit(above), false);
      above = Objects.requireNonNull(each.ending);
    }
  }

  private CancelContext whoSetTheDeadline() {
    CancelContext owner = this;
    while (owner.parent != null && owner.inheritsDeadline()) {
      owner = owner.parent;
    }
    return owner;
  }

  /** Whether the deadline is the parent's. */
  final boolean inheritsDeadline() {
    return timed && parent != null && parent.timed && parent.deadline == deadline;
  }

  final Optional<Duration> untilDeadline() {
    return timed
        ? Optional.of(Duration.ofNanos(Math.max(0, deadline - TimeSource.nanoTime())))
        : Optional.empty();
  }

  // ---- observing ----

  /** The list of the observers, made if need be. */
  final Observers observers() {
    Observers known = observers;
    if (known != null) {
      return known;
    }
    Observers made = new Observers(this);
    Observers earlier = (Observers) OBSERVERS.compareAndExchange(this, null, made);
    return earlier == null ? made : earlier;
  }

  /** The list of the observers, or null if there never was one. */
  final @Nullable Observers knownObservers() {
    return observers;
  }

  /** Adds an observer; false if this context has ended, and then nobody will wake it. */
  final boolean observe(Observer observer) {
    return ending() == null && observers().add(observer);
  }

  final void unobserve(Observer observer) {
    Observers list = observers;
    if (list != null && ending == null) {
      list.remove(observer);
    }
  }

  final CancelSignal.Subscription subscribe(Thread thread) {
    ParkedThread parked = new ParkedThread(thread, this);
    if (!observe(parked)) {
      parked.wake();
    }
    return parked;
  }

  final ReceiveChannel<Void> doneChannel() {
    DoneChannel channel = done;
    if (channel == null) {
      DoneChannel made = new DoneChannel();
      // Observed first, and from all above: whoever has the channel finds it closed once a cancel
      // has returned.
      if (observe(made)) {
        Observers.settleAll(observers());
      }
      channel = (DoneChannel) DONE.compareAndExchange(this, null, made);
      if (channel == null) {
        channel = made;
      } else {
        unobserve(made);
      }
    }
    // Closes the channel if this context has ended.
    ending();
    return channel.view;
  }

  /** The state as far as it is latched, for descriptions: looking at them changes nothing. */
  final State latchedState() {
    Ending latched = ending;
    return latched == null ? State.ACTIVE : latched.state;
  }
}
