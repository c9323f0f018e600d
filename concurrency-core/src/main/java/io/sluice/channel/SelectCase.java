package io.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * One alternative of a {@link Select}: to receive from a channel ({@link ReceiveCase}) or to send
 * to one ({@link SendCase}). Made by {@link ReceiveChannel#receiveCase()} and {@link
 * SendChannel#sendCase}, and reused from one select to the next.
 *
 * <p>A case is used by one thread at a time, and stands in a select once; several cases may refer
 * to the same channel. A {@linkplain #enabled(boolean) disabled} case is passed over, as is Go's
 * case with a nil channel.
 *
 * @param <T> the type of the channel's elements
 * @since 0.1.0
 */
public abstract sealed class SelectCase<T> permits ReceiveCase, SendCase {

  /** Null stands for the never-channel: the case is never ready and waits in no queue. */
  final @Nullable AbstractChannel<T> channel;

  /** This case's place in its channel's queue while its select waits. */
  final Waiter waiter = new Waiter();

  /** The select that this case was the first of last time, kept for the next run of the same. */
  @Nullable SelectOperation operation;

  /** Whether the running select has put {@link #waiter} into a queue. Owner only. */
  boolean queued;

  private boolean enabled = true;

  /** Whether a running select has entered this case; guarded by the channel's lock. */
  private boolean inUse;

  SelectCase(@Nullable AbstractChannel<T> channel) {
    this.channel = channel;
  }

  /**
   * Enables or disables this case for the following selects. A case starts enabled; a disabled one
   * is never ready.
   *
   * @param enable whether the case takes part
   * @return this case
   */
  public SelectCase<T> enabled(boolean enable) {
    enabled = enable;
    return this;
  }

  /**
   * Tells whether this case takes part in selects.
   *
   * @return true unless disabled
   */
  public final boolean isEnabled() {
    return enabled;
  }

  final boolean isActive() {
    return enabled && channel != null;
  }

  /** Starts a run. Returns false if this case is part of a running select already. */
  final boolean enter() {
    if (inUse) {
      return false;
    }
    inUse = true;
    reset();
    return true;
  }

  /** Ends a run. Needs no lock: only the one that entered writes this. */
  final void exit() {
    inUse = false;
  }

  /** Forgets the outcome of the last run. */
  abstract void reset();

  /** Whether this case could proceed now (rule 15); the channel is locked. */
  abstract boolean isReady();

  /** Proceeds if that is still possible; the channel is locked. */
  abstract boolean tryCommit();

  /** Joins the channel's queue for {@code leader}; the channel is locked. */
  abstract void enqueue(Waiter leader);

  /** Leaves the channel's queue, if still in it; the channel is locked. */
  abstract void dequeue();

  /** Takes over what a partner left in {@link #waiter}, which won. */
  abstract void complete();

  /** Ends the run of the chosen case, outside of any lock. */
  abstract void chosen();
}
