package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK submits for one run: the threads that can run, whoever made them so.
 *
 * <p>What comes from the run's own threads is accepted at once. What comes from other threads of
 * the JVM is queued, and {@linkplain #acceptOutside accepted} at the loop's pace; a run that needs
 * it is no longer determined by its decisions alone.
 */
final class Submissions {

  private final Run run;
  private final Carrier carrier;
  private final Roster roster;
  private final Turns turns;
  private final VirtualTime time;
  private final Queue<Runnable> outside = new MpscUnboundedVarHandleArrayQueue<>(16);

  Submissions(Run run, Carrier carrier, Roster roster, Turns turns, VirtualTime time) {
    this.run = run;
    this.carrier = carrier;
    this.roster = roster;
    this.turns = turns;
    this.time = time;
  }

  /** A thread can run. Called on whatever thread made it so. */
  void submit(Runnable continuation, boolean fromWithin) {
    if (fromWithin) {
      accept(find(continuation));
    } else {
      outside.offer(continuation);
      LockSupport.unpark(carrier);
    }
  }

  /** Takes what other threads have submitted. Called by the carrier's own code. */
  void acceptOutside() {
    if (outside.isEmpty()) {
      return;
    }
    List<SimulatedThread> accepted = new ArrayList<>();
    for (Runnable task = outside.poll(); task != null; task = outside.poll()) {
      accepted.add(find(task));
    }
    accepted.sort((one, other) -> Integer.compare(one.id, other.id));
    accepted.forEach(this::accept);
  }

  /** Waits for what may come from outside. Returns false if nothing came in time. */
  boolean awaitOutside(Outside patience) {
    return patience.await(() -> outside.isEmpty() && turns.isEmpty(), roster.threads());
  }

  /** A thread can run: made so by the running thread, if there is one. */
  void accept(SimulatedThread thread) {
    SimulatedThread waker = run.running();
    if (turns.add(thread) && waker != null && waker != thread) {
      time.noteProgress();
      RaceDetector races = run.races();
      if (races != null) {
        races.ordered(waker, thread);
      }
    }
  }

  private SimulatedThread find(Runnable continuation) {
    SimulatedThread known = roster.find(continuation);
    return known != null ? known : admit(continuation, run.running());
  }

  private SimulatedThread admit(Runnable continuation, @Nullable SimulatedThread parent) {
    time.noteProgress();
    return roster.admit(continuation, parent);
  }
}
