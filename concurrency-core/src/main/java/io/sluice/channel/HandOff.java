package io.sluice.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm that all channels share: two queues of waiters around a buffer, under one short
 * lock. A flavour adds the buffer: none ({@link RendezvousChannel}), a ring ({@link
 * BufferedChannel}), chunks ({@link UnlimitedChannel}), one slot ({@link ConflatedChannel}), a
 * clock ({@link TimerChannel}).
 *
 * <h2>Invariants</h2>
 *
 * At every release of the lock, not counting waiters that have given up:
 *
 * <ul>
 *   <li>A value in the buffer implies no waiting receiver; room in the buffer implies no waiting
 *       sender (rule 4). So one of the two queues is empty, unless a select waits in both of an
 *       unbuffered channel, and then only waiters of such selects do.
 *   <li>{@link #closed}, once set, is never changed. While it is set nobody joins a queue, and
 *       those who wait are being released in batches by the thread that closed.
 * </ul>
 *
 * What {@link #certainlyEmpty()} and {@link #certainlyFull()} read without the lock is released by
 * each write and acquired by each read, so that who sees a change sees that the lock was held. The
 * number of buffered values changes once at most between two releases of the lock, from what it was
 * to what it will be.
 *
 * <h2>Hand-off</h2>
 *
 * <pre>
 *   send:     claim the first receiver, give it the value    else buffer it    else wait
 *   receive:  claim the first sender, put its value in for the oldest
 *             else take from the buffer    else closed                         else wait
 * </pre>
 *
 * A claim writes the value into the waiter and decides the race against its owner's interrupt,
 * timeout or cancellation, all under the lock; the owner is unparked after the lock is released,
 * and returns without ever taking the lock again. Waiters are served in the order of arrival and
 * never compete with newcomers (rule 3).
 *
 * <p>This is the shape of Go's {@code runtime/chan.go} (hchan, sudog, direct hand-off), with the
 * claim word of {@link Waiter} in the place of {@code selectDone}, for interrupts and timeouts too.
 */
abstract sealed class HandOff<T> extends ShortLock permits AbstractChannel {

  private static final VarHandle CLOSED;
  private static final VarHandle FIRST_SENDER;
  private static final VarHandle FIRST_RECEIVER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLOSED = lookup.findVarHandle(HandOff.class, "closed", Received.Closed.class);
      FIRST_SENDER = lookup.findVarHandle(HandOff.class, "firstSender", Waiter.class);
      FIRST_RECEIVER = lookup.findVarHandle(HandOff.class, "firstReceiver", Waiter.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many waiters a close releases in one critical section. */
  private static final int CLOSE_BATCH = 32;

  /** How often a description tries for the lock, each time for some microseconds. */
  private static final int DESCRIBE_ATTEMPTS = 16;

  /** Waiting senders and receivers; guarded by the lock, and looked at without it for null. */
  private @Nullable Waiter firstSender;

  private @Nullable Waiter firstReceiver;

  /**
   * Null while open. Written once, under the lock, and read under it, or after an operation that
   * found the channel closed; the exceptions are {@link #isCloseMarker} and the looks. Its identity
   * marks "closed" in {@link Waiter#element}: no element can be this very object.
   */
  private Received.@Nullable Closed<T> closed;

  /**
   * The thread that this critical section must unpark after it: set by a claim, taken by {@link
   * #unlockAndWake()}. Guarded by the lock; null between critical sections.
   */
  private @Nullable Thread claimed;

  // ---- the buffer, provided by the flavour; changed with the lock held ----

  /** Buffers a value if there is room. */
  abstract boolean offer(T value);

  /** Takes the oldest value from the buffer, or returns null. */
  abstract @Nullable T poll();

  /**
   * Takes the oldest value, for which another one comes in: that of a waiting sender, so that the
   * buffer is full. Where there is none, the oldest is the one that comes.
   */
  T exchange(T value) {
    return value;
  }

  /** Exact with the lock held; without it, what was so when the deciding field was read. */
  abstract boolean hasValue();

  /** Exact with the lock held; without it, what was so when the deciding field was read. */
  abstract boolean hasRoom();

  abstract int buffered();

  // ---- looks without the lock ----

  /**
   * Whether at one instant of this call the channel was open and there was nothing to receive.
   * False says nothing: whoever must know takes the lock.
   *
   * <p>That the lock is free at first shows everything that was sent before. The instant is that of
   * the read that decides, or, where a clock does, one before it. The channel was open then because
   * it still is.
   */
  final boolean certainlyEmpty() {
    return isFree() && looksEmpty() && CLOSED.getAcquire(this) == null;
  }

  /**
   * Whether at one instant of this call the channel was open and nothing could be sent without
   * waiting. The counterpart of {@link #certainlyEmpty()}.
   */
  final boolean certainlyFull() {
    return isFree() && looksFull() && CLOSED.getAcquire(this) == null;
  }

  /** Decided by a read of the buffer: a sender that waits implies a value there. */
  boolean looksEmpty() {
    return !hasValue();
  }

  /** Decided by a read of the buffer: a receiver that waits implies room there. */
  boolean looksFull() {
    return !hasRoom();
  }

  /**
   * Whether no sender waited when the queue was read. That the lock is free afterwards shows that
   * whoever took a waiter out meanwhile has also claimed it, or found that it had given up: until
   * then it might still be there for others.
   */
  final boolean looksWithoutSender() {
    return FIRST_SENDER.getAcquire(this) == null && isFree();
  }

  /** The counterpart of {@link #looksWithoutSender()}. */
  final boolean looksWithoutReceiver() {
    return FIRST_RECEIVER.getAcquire(this) == null && isFree();
  }

  // ---- the algorithm; called with the lock held ----

  final boolean canSend() {
    return closed != null || firstReceiver != null || hasRoom();
  }

  final boolean canReceive() {
    return closed != null || firstSender != null || hasValue();
  }

  /** The close marker, or null while open. */
  final Received.@Nullable Closed<T> closed() {
    return closed;
  }

  /**
   * Whether an outcome is the close marker, by identity: a value may equal it.
   *
   * <p>Reads {@link #closed} without the lock, while another thread may be closing. That is enough,
   * because what is read is compared and never looked into. An outcome that is the marker was
   * obtained under the lock or through a claim, and both come after the write: so the write is
   * seen, and no other follows it. An outcome that is a value equals neither of the two things that
   * can be read, null and the marker. Opaque, hence not a data race, at the cost of a plain read
   * (all simulated programs look for races; those that close a channel in use fail without it).
   */
  @SuppressWarnings("ReferenceEquality")
  final boolean isCloseMarker(@Nullable Object outcome) {
    return outcome != null && outcome == (Received.@Nullable Closed<?>) CLOSED.getOpaque(this);
  }

  /** Sends without waiting. The channel must be open. */
  final boolean sendNow(T value) {
    return handToReceiver(value) || offer(value);
  }

  /** Receives without waiting: a value, the close marker, or null. */
  final @Nullable Object receiveNow() {
    // A close is about to release the senders that still stand here.
    T sent = firstSender == null || closed != null ? null : takeFromSender();
    T value = sent == null ? poll() : exchange(sent);
    return value != null ? value : closed;
  }

  /** Gives a value to the first receiver that still waits. */
  final boolean handToReceiver(Object value) {
    for (Waiter receiver = firstReceiver; receiver != null; receiver = firstReceiver) {
      removeReceiver(receiver);
      receiver.element = value;
      if (claim(receiver)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the value of the first sender that still waits, or returns null. */
  @SuppressWarnings("unchecked") // senders queue with a T
  private @Nullable T takeFromSender() {
    for (Waiter sender = firstSender; sender != null; sender = firstSender) {
      removeSender(sender);
      T value = (T) sender.element;
      if (claim(sender)) {
        return value;
      }
    }
    return null;
  }

  private boolean claim(Waiter waiter) {
    Thread owner = waiter.ownerThread();
    return switch (waiter.claim()) {
      case LOST -> false;
      case WON_AWAKE -> true;
      case WON_PARKED -> {
        // A second one is rare: a select that meets the same fast ticker twice.
        Waiter.unpark(claimed);
        claimed = owner;
        yield true;
      }
    };
  }

  final void addSender(Waiter waiter) {
    FIRST_SENDER.setRelease(this, WaitQueue.append(firstSender, waiter));
  }

  final void addReceiver(Waiter waiter) {
    FIRST_RECEIVER.setRelease(this, WaitQueue.append(firstReceiver, waiter));
  }

  final void removeSender(Waiter waiter) {
    FIRST_SENDER.setRelease(this, WaitQueue.remove(firstSender, waiter));
  }

  final void removeReceiver(Waiter waiter) {
    FIRST_RECEIVER.setRelease(this, WaitQueue.remove(firstReceiver, waiter));
  }

  final boolean hasReceiver() {
    return firstReceiver != null;
  }

  /** The threads of the waiting receivers. */
  final List<@Nullable Thread> receivingThreads() {
    List<@Nullable Thread> threads = new ArrayList<>();
    for (Waiter receiver = firstReceiver; receiver != null; ) {
      threads.add(receiver.ownerThread());
      receiver = receiver.next == firstReceiver ? null : receiver.next;
    }
    return threads;
  }

  /** The thread to unpark once the lock is released, if a parked waiter was claimed. */
  final @Nullable Thread takeClaimed() {
    Thread thread = claimed;
    if (thread != null) {
      claimed = null;
    }
    return thread;
  }

  /** Ends a critical section that may have claimed a waiter. */
  final void unlockAndWake() {
    Thread toWake = takeClaimed();
    unlock();
    Waiter.unpark(toWake);
  }

  // ---- closing ----

  /** Closes if open. Returns whether this call did. */
  final boolean closeOnce(Received.Closed<T> marker) {
    // Allocated first: once the marker is visible nothing may fail before all waiters are released.
    @Nullable Thread[] batch = new Thread[CLOSE_BATCH];
    lock();
    boolean first = closed == null;
    if (first) {
      CLOSED.setRelease(this, marker);
    }
    unlock();
    if (first) {
      releaseWaiters(marker, batch);
    }
    return first;
  }

  /**
   * Wakes everybody who waits. In batches, so that the lock is held for a bounded time; nobody
   * joins a queue meanwhile, and a waiting sender's value can no longer be taken.
   */
  private void releaseWaiters(Received.Closed<T> marker, @Nullable Thread[] batch) {
    int released;
    do {
      released = 0;
      int parked = 0;
      lock();
      for (Waiter waiter;
          released < CLOSE_BATCH && (waiter = nextToRelease()) != null;
          released++) {
        waiter.element = marker;
        claim(waiter);
        batch[parked] = takeClaimed();
        parked += batch[parked] == null ? 0 : 1;
      }
      unlock();
      for (int i = 0; i < parked; i++) {
        Waiter.unpark(batch[i]);
      }
    } while (released == CLOSE_BATCH);
  }

  private @Nullable Waiter nextToRelease() {
    Waiter waiter = firstReceiver;
    if (waiter != null) {
      removeReceiver(waiter);
      return waiter;
    }
    waiter = firstSender;
    if (waiter != null) {
      removeSender(waiter);
    }
    return waiter;
  }

  /**
   * Describes the state, such as {@code [open, size 2, waiting senders 1]}. Does not wait for the
   * lock: who asks may be about to tell why nothing moves, the one who holds the lock included.
   */
  final String describe() {
    for (int attempt = 0; attempt < DESCRIBE_ATTEMPTS; attempt++) {
      if (tryLock()) {
        return describeLocked();
      }
    }
    return "[in use]";
  }

  private String describeLocked() {
    int size = buffered();
    int senders = WaitQueue.length(firstSender);
    int receivers = WaitQueue.length(firstReceiver);
    boolean open = closed == null;
    unlock();
    return (open ? "[open" : "[closed")
        + (size > 0 ? ", size " + size : "")
        + (senders > 0 ? ", waiting senders " + senders : "")
        + (receivers > 0 ? ", waiting receivers " + receivers : "")
        + "]";
  }
}
