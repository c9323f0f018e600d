package io.sluice.testkit.simulation;

import io.sluice.testkit.agent.Sites;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds pairs of conflicting accesses of which neither happened before the other, as {@code DJIT+}
 * does: with a vector clock for each thread and each synchronizer, and the last accesses of each
 * thread to each variable.
 *
 * <p>What orders threads is taken too generously rather than too strictly, so that what is reported
 * is a race: an object is one synchronizer, whichever of its fields or methods was used, and a
 * thread that has blocked in the JDK comes after all that was synchronized meanwhile. Races that
 * this hides in one schedule show in another.
 *
 * @see <a href="https://doi.org/10.1145/1543135.1542490">Flanagan, Freund: FastTrack</a>
 */
final class RaceDetector {

  /** Two conflicting accesses, by their numbers in the order of all accesses of the run. */
  record Conflict(int first, int second) {}

  private final Run run;

  /** The conflict that an earlier run found and this one shows the stacks of, or null. */
  private final @Nullable Conflict toExplain;

  private final IdentityHashMap<Object, VectorClock> synchronizers = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Map<Object, Variable>> variables = new IdentityHashMap<>();

  /** Comes after all that was synchronized. */
  private final VectorClock synchronizations = new VectorClock();

  private int accesses;
  private StackTraceElement[] firstStack = {};
  private @Nullable Conflict conflict;

  RaceDetector(Run run, @Nullable Conflict toExplain) {
    this.run = run;
    this.toExplain = toExplain;
  }

  @Nullable Conflict conflict() {
    return conflict;
  }

  // ---- what orders threads ----

  /** What one thread did so far comes before what the other does next. */
  void ordered(SimulatedThread before, SimulatedThread after) {
    after.clock.join(before.clock);
    before.clock.tick(before.id);
  }

  /** A thread that the JDK had blocked goes on. */
  void resumed(SimulatedThread thread) {
    thread.clock.join(synchronizations);
  }

  void acquire(Object lock) {
    SimulatedThread self = run.running();
    VectorClock released = synchronizers.get(lock);
    if (self != null && released != null) {
      self.clock.join(released);
    }
  }

  void release(Object lock) {
    SimulatedThread self = run.running();
    if (self != null) {
      synchronizers.computeIfAbsent(lock, unused -> new VectorClock()).join(self.clock);
      synchronizations.join(self.clock);
      self.clock.tick(self.id);
    }
  }

  /** All that a thread did comes before what the running thread does next, if it has ended. */
  void joined(Thread thread) {
    SimulatedThread self = run.running();
    if (self == null || thread.isAlive()) {
      return;
    }
    for (SimulatedThread other : run.threads()) {
      if (other.thread == thread) {
        self.clock.join(other.clock);
      }
    }
  }

  // ---- accesses ----

  /** The last accesses to a variable. */
  private static final class Variable {
    private static final int NOBODY = -1;

    private int writer = NOBODY;
    private int writeTick;
    private int writeNumber;
    private int writeSite;

    /** By thread. */
    private int[] readTicks = {};

    private int[] readNumbers = {};
    private int[] readSites = {};

    private void read(int thread, int tick, int number, int site) {
      if (thread >= readTicks.length) {
        readTicks = Arrays.copyOf(readTicks, thread + 1);
        readNumbers = Arrays.copyOf(readNumbers, thread + 1);
        readSites = Arrays.copyOf(readSites, thread + 1);
      }
      readTicks[thread] = tick;
      readNumbers[thread] = number;
      readSites[thread] = site;
    }

    private void written(int thread, int tick, int number, int site) {
      writer = thread;
      writeTick = tick;
      writeNumber = number;
      writeSite = site;
    }
  }

  void read(Object owner, Object name, int site) {
    SimulatedThread self = run.running();
    if (self == null) {
      return;
    }
    int number = nextAccess();
    Variable variable = variable(owner, name);
    checkWrite(variable, self, "read", number, name, site);
    variable.read(self.id, self.clock.of(self.id), number, site);
  }

  void write(Object owner, Object name, int site) {
    SimulatedThread self = run.running();
    if (self == null) {
      return;
    }
    int number = nextAccess();
    Variable variable = variable(owner, name);
    checkWrite(variable, self, "write", number, name, site);
    for (int reader = 0; reader < variable.readTicks.length; reader++) {
      if (reader != self.id && variable.readTicks[reader] > self.clock.of(reader)) {
        found(
            name,
            new Access("write", self, site, number),
            new Access(
                "read",
                run.threads().get(reader),
                variable.readSites[reader],
                variable.readNumbers[reader]));
      }
    }
    variable.written(self.id, self.clock.of(self.id), number, site);
  }

  private int nextAccess() {
    int number = ++accesses;
    if (toExplain != null && number == toExplain.first()) {
      firstStack = Thread.currentThread().getStackTrace();
    }
    return number;
  }

  private Variable variable(Object owner, Object name) {
    return variables
        .computeIfAbsent(owner, unused -> new HashMap<>())
        .computeIfAbsent(name, unused -> new Variable());
  }

  private void checkWrite(
      Variable variable, SimulatedThread self, String kind, int number, Object name, int site) {
    int writer = variable.writer;
    if (writer >= 0 && writer != self.id && variable.writeTick > self.clock.of(writer)) {
      found(
          name,
          new Access(kind, self, site, number),
          new Access("write", run.threads().get(writer), variable.writeSite, variable.writeNumber));
    }
  }

  /** One of two conflicting accesses. */
  private record Access(String kind, SimulatedThread thread, int site, int number) {

    String describe(StackTraceElement[] stack) {
      StringBuilder text =
          new StringBuilder(kind)
              .append(" by ")
              .append(thread)
              .append(" at ")
              .append(Frames.location(Sites.get(site).frame()));
      for (StackTraceElement frame : Frames.ofInterest(stack)) {
        if (!Frames.isMachinery(frame)) {
          text.append("\n      at ").append(frame);
        }
      }
      return text.toString();
    }
  }

  private void found(Object name, Access second, Access first) {
    if (conflict == null) {
      conflict = new Conflict(first.number(), second.number());
      String variable =
          name instanceof Integer index ? "element " + index + " of an array" : name.toString();
      run.fail(
          new DataRaceError(
              "data race on "
                  + variable
                  + "\n  "
                  + second.describe(Thread.currentThread().getStackTrace())
                  + "\n  is not ordered with the\n  "
                  + first.describe(firstStack)));
    }
  }
}
