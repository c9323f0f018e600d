package io.sluice.testkit.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of a program: the loop that runs its virtual threads, one at a time, each until it
 * blocks, ends, gives way or is stopped at a scheduling point. A file of its length because the
 * loop, and what the thread that it runs calls back, change the same few fields; what could be told
 * apart is in {@link Turns}, {@link Roster}, {@link Submissions} and {@link VirtualTime}.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>All code of the run, its threads' and the loop's, runs on one platform thread, the carrier.
 *       So all fields are plain, but for {@link #progress} and {@link #result}.
 *   <li>At each decision the candidates, and their order, follow from the decisions before:
 *       whatever the JDK hands over asynchronously has been {@linkplain MonitorHandOffs awaited}.
 *   <li>Time passes only when no thread can run.
 *   <li>What comes from other threads of the JVM is taken in at the loop's pace; see {@link
 *       Submissions}.
 * </ul>
 */
final class Run {

  /** Names what a thread that settles is parked on. */
  private static final Object SETTLING =
      new Object() {
        @Override
        public String toString() {
          return "all others to be blocked";
        }
      };

  /** After so many points in a row a thread that could run on is made to give way. */
  private static final int MOST_POINTS_IN_A_ROW = 500;

  /** How many steps, and how long, the threads of a failed program may take to end. */
  private static final int MOST_DRAINING_STEPS = 10_000;

  private static final long MOST_DRAINING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The step of sequences of seeds, as {@link java.util.SplittableRandom} has it. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final Options options;
  private final Carrier carrier;
  private final Outside patience;
  private final long seed;
  private final WovenSites woven;
  private final SimulatedPool pool = new SimulatedPool(this);
  private final VirtualTime time = new VirtualTime();
  private final MonitorHandOffs monitors = new MonitorHandOffs();
  private final Roster roster;
  private final Turns turns;
  private final Submissions submissions;
  private final Trace trace;
  private final FaultInjector faults;
  private final @Nullable RaceDetector races;

  /** What is one for the whole JVM outside of simulations. */
  private final Map<Class<?>, Object> locals = new HashMap<>();

  private @Nullable AsyncPool async;
  private @Nullable SimulatedThread running;
  private int steps;
  private int pointsInARow;
  private @Nullable Throwable failure;
  private boolean draining;

  /** Draining has taken as many steps as it may. */
  private boolean cutOff;

  /** Changes with each step. Written by the carrier, read by who watches over it. */
  private volatile int progress;

  /** Set when the program has ended or failed. Written by the carrier, read by who watches. */
  private volatile @Nullable Result result;

  Run(
      Options options,
      Choices choices,
      long seed,
      Carrier carrier,
      Outside patience,
      WovenSites woven,
      Trace trace,
      RaceDetector.@Nullable Conflict toExplain) {
    this.options = options;
    this.seed = seed;
    this.carrier = carrier;
    this.patience = patience;
    this.trace = trace;
    this.woven = woven;
    this.roster = new Roster(seed, this::fail);
    this.turns = new Turns(choices, time);
    this.submissions = new Submissions(this, carrier, roster, turns, time);
    this.faults = new FaultInjector(options.faults(), seed, trace::event);
    this.races = options.races() ? new RaceDetector(this, toExplain) : null;
  }

  // ---- for those who start, watch and ask ----

  /**
   * Runs the program to its end, to the first failure, or until nothing moves any more.
   *
   * @param ending whether to end what a failed program has left
   */
  Result execute(Program program, boolean ending) {
    carrier.begin(this);
    try {
      newThread("root", () -> runRoot(program)).start();
      loop();
      Result ended =
          new Result(failure, turns.log(), turns.replay(), steps, time.elapsed(), conflict());
      result = ended;
      if (ending && failure != null) {
        drain();
      }
      return ended;
    } finally {
      carrier.begin(null);
    }
  }

  private RaceDetector.@Nullable Conflict conflict() {
    return races == null ? null : races.conflict();
  }

  private void runRoot(Program program) {
    try {
      program.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  int progress() {
    return progress;
  }

  /** What came of it, or null while the program runs; its threads may still be being ended. */
  @Nullable Result result() {
    return result;
  }

  VirtualTime time() {
    return time;
  }

  List<SimulatedThread> threads() {
    return roster.threads();
  }

  @Nullable SimulatedThread running() {
    return running;
  }

  @Nullable RaceDetector races() {
    return draining ? null : races;
  }

  /** Makes an unstarted thread of this run. */
  Thread newThread(String name, Runnable task) {
    return JdkThreads.newThread(pool, name, task);
  }

  /** Makes an unstarted thread of this run that is not the program's own. */
  Thread newInternalThread(String name, Runnable task) {
    Thread thread = newThread(name, task);
    roster.addInternal(thread);
    return thread;
  }

  AsyncPool async() {
    AsyncPool current = async;
    if (current == null) {
      current = new AsyncPool(this);
      async = current;
    }
    return current;
  }

  @Nullable Object local(Class<?> type) {
    return locals.get(type);
  }

  void setLocal(Object object) {
    locals.putIfAbsent(object.getClass(), object);
  }

  /** Ends the run with a failure; the first counts. */
  void fail(Throwable e) {
    if (failure == null && !draining) {
      failure = e;
    }
  }

  boolean hasFailed() {
    return failure != null;
  }

  // ---- submissions ----

  /** Called by the JDK when a thread can run, on whatever thread made it so. */
  void submitted(Runnable continuation) {
    Thread current = Thread.currentThread();
    submissions.submit(
        continuation,
        current == carrier || (current.isVirtual() && JdkThreads.scheduler(current) == pool));
  }

  /** Takes what other threads have submitted. Called by the carrier's own code. */
  void acceptOutside() {
    submissions.acceptOutside();
  }

  // ---- the loop ----

  private void loop() {
    while (roster.live() > 0 && failure == null && !cutOff) {
      monitors.await(this);
      acceptOutside();
      time.endExpired();
      if (!draining) {
        faults.between(roster.threads());
      }
      if (turns.isEmpty() && !proceedWithoutRunnable()) {
        return;
      }
      if (!turns.isEmpty()) {
        step(turns.choose());
      }
    }
  }

  private void step(SimulatedThread thread) {
    long delay = draining ? 0 : faults.delay(thread);
    turns.remove(thread);
    if (delay > 0) {
      time.after(delay, () -> submissions.accept(thread), () -> false);
      return;
    }
    if (++steps > options.steps()) {
      if (draining) {
        cutOff = true;
      } else {
        fail(new LivelockError(options.steps(), this));
      }
      return;
    }
    progress = steps;
    if (races != null && !thread.stoppedAtPoint) {
      races.resumed(thread);
    }
    thread.stoppedAtPoint = false;
    thread.site = -1;
    pointsInARow = 0;
    running = thread;
    thread.continuation.run();
    running = null;
    turns.ended(thread);
    if (!draining) {
      trace.ran(thread);
    }
    if (JdkThreads.state(thread.thread) == JdkThreads.TERMINATED) {
      roster.ended();
      time.noteProgress();
    } else if (thread.runnable && !thread.stoppedAtPoint) {
      thread.yielded = true;
    } else {
      monitors.stopped(thread);
    }
  }

  /** No thread can run. Returns false if none ever will. */
  private boolean proceedWithoutRunnable() {
    if (wakeSettled()) {
      return true;
    }
    boolean onlyTimePasses = time.onlyPasses();
    if (!onlyTimePasses && time.advance()) {
      return true;
    }
    if (draining) {
      return false;
    }
    if (submissions.awaitOutside(patience)) {
      trace.event("woken from outside the simulation");
      return true;
    }
    fail(DeadlockError.of(this, onlyTimePasses));
    return false;
  }

  // ---- what the running thread calls ----

  /** A scheduling point of the running thread: another may be chosen to go on. */
  void point(int site) {
    SimulatedThread self = running;
    if (self == null || self.thread != Thread.currentThread() || !woven.contains(site)) {
      return;
    }
    if (++steps > options.steps()) {
      exhausted(self);
      return;
    }
    if (draining) {
      return;
    }
    faults.between(roster.threads());
    if (failure != null || monitors.mayBeUnderWay()) {
      stop(self, site);
    } else if (++pointsInARow > MOST_POINTS_IN_A_ROW) {
      pointsInARow = 0;
      giveWay();
    } else if (turns.chooseAt(self) != self) {
      stop(self, site);
      turns.keepOn();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // who goes on is decided by the loop
  private static void stop(SimulatedThread self, int site) {
    self.stoppedAtPoint = true;
    self.site = site;
    Thread.yield();
  }

  /** Whether a place is part of what this exploration weaves; others may have woven more. */
  boolean weaves(int site) {
    return woven.contains(site);
  }

  /** The running thread lets all others go first. */
  @SuppressWarnings("ThreadPriorityCheck") // who goes on is decided by the loop
  void giveWay() {
    SimulatedThread self = running;
    if (self != null) {
      self.yielded = true;
    }
    Thread.yield();
  }

  private void exhausted(SimulatedThread self) {
    if (!draining) {
      fail(new LivelockError(options.steps(), this));
      stop(self, -1);
    }
    while (draining) {
      // An interrupt would end each park at once.
      Thread.interrupted();
      LockSupport.park(this);
    }
  }

  /** Whether the wait that the running thread begins ends without a reason. */
  boolean spurious(int site) {
    SimulatedThread self = running;
    if (self == null || draining || !woven.contains(site) || !faults.spurious()) {
      return false;
    }
    self.spurious = true;
    return true;
  }

  /** The JDK schedules a timeout of the thread that has just stopped. */
  VirtualTime.Timer schedule(long nanos, Runnable expire) {
    SimulatedThread self = running;
    if (self != null && self.spurious) {
      self.spurious = false;
      return time.expire(expire);
    }
    return time.schedule(nanos, expire);
  }

  /** The next number of which the running thread makes a random one. */
  long randomSeed() {
    SimulatedThread self = running;
    if (self == null) {
      return seed;
    }
    self.randomSeed += GOLDEN_GAMMA;
    return self.randomSeed;
  }

  /** Waits until all other threads are blocked. */
  void settle() {
    SimulatedThread self = running;
    if (self == null) {
      return;
    }
    self.settling = true;
    while (self.settling && !draining) {
      LockSupport.park(SETTLING);
    }
  }

  private boolean wakeSettled() {
    boolean woken = false;
    for (SimulatedThread thread : roster.threads()) {
      if (thread.settling) {
        thread.settling = false;
        LockSupport.unpark(thread.thread);
        woken = true;
      }
    }
    return woken;
  }

  // ---- the end of a run that failed ----

  /**
   * Ends what the failed program has left, so that it holds no memory: interrupts all, and lets
   * them run for a while. What does not end even so stays parked for ever.
   */
  private void drain() {
    failure = null;
    draining = true;
    turns.drain();
    steps = Math.max(0, options.steps() - MOST_DRAINING_STEPS);
    long deadline = System.nanoTime() + MOST_DRAINING_NANOS;
    for (int round = 0;
        round < 10 && roster.live() > 0 && !cutOff && System.nanoTime() - deadline < 0;
        round++) {
      for (SimulatedThread thread : List.copyOf(roster.threads())) {
        if (thread.thread.isAlive()) {
          thread.settling = false;
          thread.thread.interrupt();
        }
      }
      loop();
      failure = null;
    }
  }
}
