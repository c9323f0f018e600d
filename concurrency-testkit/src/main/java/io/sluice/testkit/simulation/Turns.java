package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which thread of one run goes on next. Used on the carrier alone.
 *
 * <p>At each decision there are candidates, in an order that follows from the decisions before, and
 * {@link Choices} chooses one. Some may be chosen freely; to choose another is a preemption, of
 * which an exhaustive search has a number only:
 *
 * <ul>
 *   <li>Where a thread is stopped at a point, it is free to go on.
 *   <li>Where a thread blocks or ends, all others are free, but for those that have given way by
 *       themselves. These come last, until all that can run have given way: so a thread that spins
 *       starves none for which it waits.
 *   <li>Where a thread gives way, the next in turn is free. Else each turn of a loop that spins
 *       would multiply the number of schedules by that of the threads.
 * </ul>
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
    if (previous != null && previous.runnable && previous.stoppedAtPoint && !previous.yielded) {
      list(previous, previous);
      idleRounds = 0;
      return decide(1);
    }
    boolean gaveWay = previous != null && previous.runnable;
    int eager = list(previous, null);
    if (eager > 0) {
      idleRounds = 0;
      return decide(gaveWay ? 1 : eager);
    }
    allGaveWay();
    list(previous, null);
    return decide(1);
  }

  /**
   * At a point of the running thread: chooses who goes on. If that is another, it has the next
   * turn, and the running thread must stop.
   */
  SimulatedThread chooseAt(SimulatedThread running) {
    if (runnable.isEmpty()) {
      return running;
    }
    list(running, running);
    SimulatedThread chosen = decide(1);
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
   * Lists the candidates: the given first one, then those that have not given way, then those that
   * have. Each in turn, which begins behind the previous thread.
   *
   * @return how many have not given way
   */
  private int list(@Nullable SimulatedThread previous, @Nullable SimulatedThread first) {
    candidates.clear();
    if (first != null) {
      candidates.add(first);
    }
    int start = 0;
    while (previous != null && start < runnable.size() && runnable.get(start).id <= previous.id) {
      start++;
    }
    listInTurn(start, first, false);
    int eager = candidates.size();
    listInTurn(start, first, true);
    return eager;
  }

  private void listInTurn(int start, @Nullable SimulatedThread first, boolean yielded) {
    for (int i = 0; i < runnable.size(); i++) {
      SimulatedThread thread = runnable.get((start + i) % runnable.size());
      if (thread.yielded == yielded && thread != first) {
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

  private SimulatedThread decide(int free) {
    int number = candidates.size();
    if (number == 1) {
      return candidates.get(0);
    }
    SimulatedThread chosen = candidates.get(choices.choose(candidates, free));
    log.add(chosen.id, number);
    return chosen;
  }

  /** One after the other, whatever they do. */
  private static final class InTurn implements Choices {

    private int turn;

    @Override
    public int choose(List<SimulatedThread> candidates, int free) {
      return Math.floorMod(turn++, candidates.size());
    }

    @Override
    public String replay() {
      throw new IllegalStateException("no schedule of a program");
    }
  }
}
