package io.sluice.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of a program: the loop that runs its virtual threads, one at a time, each until it
 * blocks, ends, gives way or is stopped at a scheduling point.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>All code of the run, its threads' and the loop's, runs on one platform thread, the carrier.
 *       So all fields are plain, but for {@link #outside} and {@link #progress}.
 *   <li>At each decision the candidates, and their order, follow from the decisions before:
 *       whatever the JDK hands over asynchronously has been {@linkplain MonitorHandOffs awaited}.
 *   <li>Time passes only when no thread can run.
 *   <li>What comes from other threads of the JVM is taken in {@linkplain #acceptOutside at the
 *       loop's pace}; a run that needs it is no longer determined by its decisions alone.
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

  /**
   * After so many rounds in which all threads give way, time passes: they wait for that. Far more
   * than a thread spins before it parks.
   */
  private static final int IDLE_ROUNDS = 1_000;

  /**
   * After so many timers in a row, and so much time, in which no thread started, ended or woke
   * another, none ever will: they only look again and again whether anything has happened.
   */
  private static final int MOST_IDLE_FIRINGS = 100;

  private static final long MOST_IDLE_NANOS = TimeUnit.DAYS.toNanos(1);

  /** The step of sequences of seeds, as {@link java.util.SplittableRandom} has it. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final Options options;
  private final Choices choices;
  private final Carrier carrier;
  private final Outside patience;
  private final long seed;
  private final WovenSites woven;
  private final SimulatedPool pool = new SimulatedPool(this);
  private final VirtualTime time = new VirtualTime();
  private final MonitorHandOffs monitors = new MonitorHandOffs();
  private final Trace trace;
  private final Log log = new Log();
  private final FaultInjector faults;
  private final @Nullable RaceDetector races;

  /** All threads, by id. */
  private final List<SimulatedThread> threads = new ArrayList<>();

  private final IdentityHashMap<Runnable, SimulatedThread> byContinuation = new IdentityHashMap<>();

  /** The threads of the machinery, which are not the program's. */
  private final Set<Thread> internal = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Those that can run, by id: not in the order in which they became able to, which may be that of
   * a hash table, as when an executor interrupts its threads.
   */
  private final List<SimulatedThread> runnable = new ArrayList<>();

  private final List<SimulatedThread> candidates = new ArrayList<>();

  /** What other threads of the JVM have submitted. */
  private final Queue<Runnable> outside = new MpscUnboundedVarHandleArrayQueue<>(16);

  /** What ends the waits that end without a reason. */
  private final Queue<Runnable> expired = new ArrayDeque<>();

  /** What is one for the whole JVM outside of simulations. */
  private final Map<Class<?>, Object> locals = new HashMap<>();

  private @Nullable AsyncPool async;
  private @Nullable SimulatedThread running;
  private @Nullable SimulatedThread last;

  /** Chosen by the running thread at a point, which then gives way to it. */
  private @Nullable SimulatedThread next;

  private int live;
  private int steps;
  private int pointsInARow;
  private int idleRounds;

  /** Since a thread last started, ended or woke another. */
  private int idleFirings;

  private long idleSince;
  private @Nullable Throwable failure;
  private boolean draining;

  /** Draining has taken as many steps as it may. */
  private boolean cutOff;

  /** Changes with each step. Written by the carrier, read by who watches over it. */
  private volatile int progress;

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
    this.choices = choices;
    this.seed = seed;
    this.carrier = carrier;
    this.patience = patience;
    this.trace = trace;
    this.woven = woven;
    this.faults = new FaultInjector(options.faults(), seed, trace::event);
    this.races = options.races() ? new RaceDetector(this, toExplain) : null;
  }

  // ---- for those who start, watch and ask ----

  /** Runs the program to its end, to the first failure, or until nothing moves any more. */
  Result execute(Program program) {
    carrier.begin(this);
    try {
      newThread("root", () -> runRoot(program)).start();
      loop();
      if (failure != null) {
        drain();
      }
    } finally {
      carrier.begin(null);
    }
    return new Result(failure, log, choices.replay(), steps, time.elapsed(), conflict());
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

  VirtualTime time() {
    return time;
  }

  List<SimulatedThread> threads() {
    return threads;
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
    internal.add(thread);
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
    locals.put(object.getClass(), object);
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
    if (current == carrier || (current.isVirtual() && JdkThreads.scheduler(current) == pool)) {
      enqueue(continuation);
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
      accepted.add(threadOf(task));
    }
    accepted.sort((one, other) -> Integer.compare(one.id, other.id));
    accepted.forEach(this::enqueue);
  }

  private void enqueue(Runnable continuation) {
    enqueue(threadOf(continuation));
  }

  private void enqueue(SimulatedThread thread) {
    if (!thread.runnable) {
      thread.runnable = true;
      int position = runnable.size();
      while (position > 0 && runnable.get(position - 1).id > thread.id) {
        position--;
      }
      runnable.add(position, thread);
      SimulatedThread waker = running;
      if (waker != null && waker != thread) {
        noteProgress();
      }
      if (races != null && waker != null && waker != thread) {
        races.ordered(waker, thread);
      }
    }
  }

  private SimulatedThread threadOf(Runnable continuation) {
    SimulatedThread known = byContinuation.get(continuation);
    return known != null ? known : admit(continuation);
  }

  private SimulatedThread admit(Runnable continuation) {
    Thread thread = JdkThreads.continuedBy(continuation);
    SimulatedThread parent = running;
    SimulatedThread admitted =
        new SimulatedThread(
            thread,
            continuation,
            threads.size(),
            parent == null ? new VectorClock() : parent.clock.copy());
    admitted.clock.tick(admitted.id);
    admitted.internal = internal.contains(thread);
    threads.add(admitted);
    byContinuation.put(continuation, admitted);
    live++;
    noteProgress();
    admitted.randomSeed = Seeds.mix(seed, admitted.id);
    JdkThreads.setProbe(thread, (int) admitted.randomSeed | 1);
    if (!hasOwnHandler(thread)) {
      thread.setUncaughtExceptionHandler((ended, e) -> fail(e));
    }
    return admitted;
  }

  @SuppressWarnings("ReferenceEquality") // without one, the group itself stands for it
  private static boolean hasOwnHandler(Thread thread) {
    return thread.getUncaughtExceptionHandler() != thread.getThreadGroup();
  }

  // ---- the loop ----

  private void loop() {
    while (live > 0 && failure == null && !cutOff) {
      monitors.await(this);
      acceptOutside();
      endSpuriousWaits();
      if (!draining) {
        faults.between(threads);
      }
      if (runnable.isEmpty() && !proceedWithoutRunnable()) {
        return;
      }
      if (!runnable.isEmpty()) {
        step(pick());
      }
    }
  }

  private void step(SimulatedThread thread) {
    long delay = draining ? 0 : faults.delay(thread);
    runnable.remove(thread);
    thread.runnable = false;
    if (delay > 0) {
      time.after(delay, () -> enqueue(thread), () -> false);
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
    last = thread;
    if (!draining) {
      trace.ran(thread);
    }
    if (JdkThreads.state(thread.thread) == JdkThreads.TERMINATED) {
      live--;
      noteProgress();
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
    boolean onlyTimePasses =
        idleFirings > MOST_IDLE_FIRINGS && time.elapsed() - idleSince > MOST_IDLE_NANOS;
    if (!onlyTimePasses && time.advance()) {
      idleFirings++;
      return true;
    }
    if (draining) {
      return false;
    }
    if (patience.await(outside, threads)) {
      trace.event("woken from outside the simulation");
      return true;
    }
    fail(DeadlockError.of(this, onlyTimePasses));
    return false;
  }

  private SimulatedThread pick() {
    SimulatedThread chosen = next;
    next = null;
    if (chosen != null && chosen.runnable) {
      return chosen;
    }
    SimulatedThread previous = last;
    boolean continuing =
        previous != null && previous.runnable && previous.stoppedAtPoint && !previous.yielded;
    candidates.clear();
    if (continuing) {
      candidates.add(previous);
    }
    addOthers(previous, continuing);
    if (candidates.isEmpty()) {
      allGaveWay();
      addOthers(previous, false);
      // They take turns. Any other order counts as a preemption: the turns of threads that spin
      // would else double the number of schedules each time.
      return decide(true);
    }
    idleRounds = 0;
    return decide(continuing);
  }

  private void addOthers(@Nullable SimulatedThread previous, boolean continuing) {
    for (SimulatedThread thread : runnable) {
      if (!thread.yielded && !(continuing && thread == previous)) {
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

  private SimulatedThread decide(boolean continuing) {
    int number = candidates.size();
    if (number == 1) {
      return candidates.get(0);
    }
    SimulatedThread chosen =
        candidates.get(draining ? steps % number : choices.choose(candidates, continuing));
    log.add(chosen.id, number);
    return chosen;
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
    faults.between(threads);
    if (failure != null || monitors.mayBeUnderWay()) {
      stop(self, site);
    } else if (++pointsInARow > MOST_POINTS_IN_A_ROW) {
      pointsInARow = 0;
      giveWay();
    } else if (!runnable.isEmpty()) {
      candidates.clear();
      candidates.add(self);
      addOthers(self, true);
      SimulatedThread chosen = decide(true);
      if (chosen != self) {
        next = chosen;
        stop(self, site);
        // Still there if the thread could not stop, because a native frame stands on its stack.
        next = null;
      }
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
      expired.add(expire);
      // It may have been woken otherwise by then, which the JDK finds out by itself.
      return time.timer(0, expire);
    }
    return time.schedule(nanos, expire);
  }

  private void endSpuriousWaits() {
    for (Runnable expire = expired.poll(); expire != null; expire = expired.poll()) {
      time.passNano(); // which is what the waiting thread asked for
      expire.run();
    }
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

  private void noteProgress() {
    idleFirings = 0;
    idleSince = time.elapsed();
  }

  private boolean wakeSettled() {
    boolean woken = false;
    for (SimulatedThread thread : threads) {
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
    Throwable found = failure;
    failure = null;
    draining = true;
    next = null;
    int limit = Math.min(options.steps(), 10_000);
    steps = options.steps() - limit;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (int round = 0;
        round < 10 && live > 0 && !cutOff && System.nanoTime() - deadline < 0;
        round++) {
      for (SimulatedThread thread : List.copyOf(threads)) {
        if (thread.thread.isAlive()) {
          thread.settling = false;
          thread.thread.interrupt();
        }
      }
      loop();
      failure = null;
    }
    failure = found;
  }
}
