package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which thread of one run goes on next. Used on the carrier alone.
 *
 * <p>At each decision there are candidates, in an order that follows from the decisions before, and
 * {@link Choices} chooses one. Those that have given way by themselves are passed over until all
 * have that can run: so a thread that spins starves none for which it waits.
 *
 * <p>What counts as a preemption, of which an exhaustive search has a number only:
 *
 * <ul>
 *   <li>where a thread is stopped at a point, to choose another;
 *   <li>where a thread has given way, to choose another than the next in turn. Else each turn of a
 *       loop that spins would multiply the number of schedules by that of the threads.
 * </ul>
 *
 * Where a thread blocks or ends, the choice is free.
 */
final class Turns {

  /**
   * After so many rounds in which all threads give way, time passes: they wait for that. Far more
   * than a thread spins before it parks.
   */
  private static final int IDLE_ROUNDS = 1_000;

  /**
   * Those that can run, by id: not in the order in which they became able to, which may be that of
   * a hash table, as when an executor interrupts its threads.
   */
  private final List<SimulatedThread> runnable = new ArrayList<>();

  private final List<SimulatedThread> candidates = new ArrayList<>();
  private final VirtualTime time;
  private Choices choices;
  private Log log = new Log();

  /** The last that had a turn. */
  private @Nullable SimulatedThread last;

  /** Chosen by the running thread at a point, which then gives way to it. */
  private @Nullable SimulatedThread next;

  private int idleRounds;

  Turns(Choices choices, VirtualTime time) {
    this.choices = choices;
    this.time = time;
  }

  /** What was decided so far. */
  Log log() {
    return log;
  }

  /** What replays it. */
  String replay() {
    return choices.replay();
  }

  /** From now on the threads of a run that is over take turns, which are no decisions of it. */
  void drain() {
    choices = new InTurn();
    log = new Log();
    next = null;
  }

  boolean isEmpty() {
    return runnable.isEmpty();
  }

  /** A thread can run. Returns whether it could not before. */
  boolean add(SimulatedThread thread) {
    if (thread.runnable) {
      return false;
    }
    thread.runnable = true;
    int position = runnable.size();
    while (position > 0 && runnable.get(position - 1).id > thread.id) {
      position--;
    }
    runnable.add(position, thread);
    return true;
  }

  /** A thread has its turn, and must be added again to have another. */
  void remove(SimulatedThread thread) {
    runnable.remove(thread);
    thread.runnable = false;
  }

  /** The turn of a thread is over. */
  void ended(SimulatedThread thread) {
    last = thread;
  }

  /** Chooses the thread that has the next turn. At least one can run. */
  SimulatedThread choose() {
    SimulatedThread chosen = next;
    next = null;
    if (chosen != null && chosen.runnable) {
      return chosen;
    }
    SimulatedThread previous = last;
    boolean stopped = previous != null && previous.runnable && previous.stoppedAtPoint;
    boolean gaveWay = previous != null && previous.runnable && previous.yielded;
    if (stopped && !gaveWay) {
      othersAfter(previous, previous);
    } else {
      othersAfter(previous, null);
      if (candidates.isEmpty()) {
        allGaveWay();
        othersAfter(previous, null);
        return decide(true);
      }
    }
    idleRounds = 0;
    return decide(stopped || gaveWay);
  }

  /**
   * At a point of the running thread: chooses who goes on. If that is another, it has the next
   * turn, and the running thread must stop.
   */
  SimulatedThread chooseAt(SimulatedThread running) {
    if (runnable.isEmpty()) {
      return running;
    }
    othersAfter(running, running);
    SimulatedThread chosen = decide(true);
    if (chosen != running) {
      next = chosen;
    }
    return chosen;
  }

  /** The running thread has not stopped after all: a native frame stands on its stack. */
  void keepOn() {
    next = null;
  }

  /**
   * Lists the candidates: first the given one, then those that have not given way, in turn, which
   * begins behind the previous thread.
   */
  private void othersAfter(@Nullable SimulatedThread previous, @Nullable SimulatedThread first) {
    candidates.clear();
    if (first != null) {
      candidates.add(first);
    }
    int start = 0;
    while (previous != null && start < runnable.size() && runnable.get(start).id <= previous.id) {
      start++;
    }
    for (int i = 0; i < runnable.size(); i++) {
      SimulatedThread thread = runnable.get((start + i) % runnable.size());
      if (!thread.yielded && thread != first) {
        candidates.add(thread);
      }
    }
  }

  /** All that can run have just given way: they wait for each other, or for time to pass. */
  private void allGaveWay() {
    for (SimulatedThread thread : runnable) {
      thread.yielded = false;
    }
    if (++idleRounds > IDLE_ROUNDS) {
      idleRounds = 0;
      time.advance();
    }
  }

  private SimulatedThread decide(boolean othersPreempt) {
    int number = candidates.size();
    if (number == 1) {
      return candidates.get(0);
    }
    SimulatedThread chosen = candidates.get(choices.choose(candidates, othersPreempt));
    log.add(chosen.id, number);
    return chosen;
  }

  /** One after the other, whatever they do. */
  private static final class InTurn implements Choices {

    private int turn;

    @Override
    public int choose(List<SimulatedThread> candidates, boolean othersPreempt) {
      return Math.floorMod(turn++, candidates.size());
    }

    @Override
    public String replay() {
      throw new IllegalStateException("no schedule of a program");
    }
  }
}
