package io.sluice.context;

import io.sluice.time.TimeSource;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one timer for the deadlines of all contexts: a daemon thread, started when the first alarm is
 * set and ended when there has been none for a while.
 *
 * <p>Only observed contexts set alarms; see {@link Observers}. Setting one is an offer to a queue;
 * the timer's thread moves it into a heap that is its own. So nobody ever waits for a lock here,
 * and a million pending deadlines cost the thread that sets the next one nothing.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Whoever submits offers first and then reads {@link #wakeAt} and {@link #thread}; the timer
 *       writes these first and then looks whether the queue is empty. At least one sees the other,
 *       so no alarm is overslept and no timer's thread ends beside a submitted alarm. So it is with
 *       {@link #unset} and {@link #dropAt}: who unsets raises the one and then reads the other, the
 *       timer writes the other and then reads the one.
 *   <li>{@link #pending} is used by the thread in {@link #thread} alone, from when that was set to
 *       it until it clears it.
 *   <li>No alarm fires before its deadline, and none is dropped that has not fired since it was
 *       set.
 * </ul>
 */
final class DeadlineTimer implements Runnable {

  private static final DeadlineTimer INSTANCE = new DeadlineTimer();

  private static final long KEEP_ALIVE_NANOS = 10_000_000_000L;

  /** How many unset alarms may stand in the heap, if they are not more than half of it. */
  private static final int FEW = 1024;

  /** How many submitted alarms are accepted before deadlines are looked at. */
  private static final int BATCH = 4096;

  private static final long PAUSE_FOR_SUBMITTER_NANOS = 1_000;
  private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

  private final MessagePassingQueue<Alarm> submitted = new MpscUnboundedVarHandleArrayQueue<>(FEW);

  private final PriorityQueue<Alarm> pending =
      new PriorityQueue<>((one, other) -> Long.signum(one.deadline - other.deadline));

  /** The running thread, or null. */
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  /** When the timer looks again unless it is woken. Written by its thread. */
  private volatile long wakeAt;

  /** How many alarms in the queue and the heap are not set. */
  private final AtomicInteger unset = new AtomicInteger();

  /** The number of unset alarms that wakes the timer to drop them. Written by its thread. */
  private volatile int dropAt = FEW;

  private DeadlineTimer() {}

  /**
   * The timer to use: the one of the JVM, or in a simulated program, where time is virtual, its.
   */
  static DeadlineTimer current() {
    return INSTANCE;
  }

  /** Takes an alarm. Whoever submits must let {@link #notice} its deadline afterwards. */
  void submit(Alarm alarm) {
    submitted.offer(alarm);
  }

  /** Sees to it that the timer looks at what was submitted before the given time. */
  void notice(long deadline) {
    Thread running = thread.get();
    if (running == null) {
      start();
    } else if (deadline - wakeAt < 0) {
      LockSupport.unpark(running);
    }
  }

  void alarmSet() {
    unset.decrementAndGet();
  }

  void alarmUnset() {
    if (unset.incrementAndGet() == dropAt) {
      LockSupport.unpark(thread.get());
    }
  }

  /** Makes the timer's thread; a simulation makes one of its own. */
  private Thread newThread() {
    return Thread.ofPlatform()
        .daemon()
        .name("context-deadlines")
        .inheritInheritableThreadLocals(false)
        .unstarted(this);
  }

  private void start() {
    Thread timer = newThread();
    // Whose request happens to be the first must not stay reachable from here.
    timer.setContextClassLoader(ClassLoader.getSystemClassLoader());
    if (!thread.compareAndSet(null, timer)) {
      return;
    }
    boolean started = false;
    try {
      timer.start();
      started = true;
    } finally {
      if (!started) {
        thread.set(null);
      }
    }
  }

  @Override
  public void run() {
    boolean idle = false;
    while (!idle) {
      try {
        serveUntilIdle();
        idle = true;
      } catch (Throwable failure) {
        // Out of memory, most likely. Deadlines must not cease for ever because of it.
        WakeFailure.report(failure);
        TimeSource.parkNanos(this, PAUSE_AFTER_FAILURE_NANOS);
      }
    }
  }

  private void serveUntilIdle() {
    long lastUsed = TimeSource.nanoTime();
    while (true) {
      boolean accepted = acceptSubmitted();
      dropUnsetIfMany();
      long now = TimeSource.nanoTime();
      fireDue(now);
      Alarm next = pending.peek();
      if (next != null) {
        lastUsed = now;
      } else if (now - lastUsed >= KEEP_ALIVE_NANOS) {
        thread.set(null);
        if (submitted.isEmpty() || !thread.compareAndSet(null, Thread.currentThread())) {
          return;
        }
      }
      long until = next == null ? now + KEEP_ALIVE_NANOS : next.deadline;
      wakeAt = until;
      // Looked at after what others compare with was written; see the invariants.
      if (submitted.isEmpty() && unset.get() < dropAt) {
        TimeSource.parkNanos(this, until - now);
      } else if (!accepted) {
        TimeSource.parkNanos(this, PAUSE_FOR_SUBMITTER_NANOS);
      }
      // Nobody has a reason to interrupt this thread, but it must not spin if somebody does.
      Thread.interrupted();
    }
  }

  /**
   * Moves what was submitted into the heap, a bounded number at a time, so that deadlines are
   * looked at in between. Returns false if there is nothing yet but somebody is just submitting.
   */
  private boolean acceptSubmitted() {
    for (int i = 0; i < BATCH; i++) {
      Alarm alarm = submitted.relaxedPeek();
      if (alarm == null) {
        return i > 0 || submitted.isEmpty();
      }
      if (alarm.dropUnset()) {
        unset.decrementAndGet();
      } else {
        // Before it is taken from the queue: the heap may not get the memory to grow.
        pending.add(alarm);
      }
      submitted.relaxedPoll();
    }
    return true;
  }

  private void dropUnsetIfMany() {
    dropAt = Math.max(FEW, pending.size() / 2);
    if (unset.get() >= dropAt) {
      int before = pending.size();
      pending.removeIf(Alarm::dropUnset);
      unset.addAndGet(pending.size() - before);
      dropAt = Math.max(FEW, pending.size() / 2);
    }
  }

  private void fireDue(long now) {
    for (Alarm next = pending.peek();
        next != null && next.deadline - now <= 0;
        next = pending.peek()) {
      // Memory may be short: then it stays where it is, and is tried again after a pause.
      boolean wasUnset = next.fireAndDrop();
      pending.remove();
      if (wasUnset) {
        unset.decrementAndGet();
      }
    }
  }
}
