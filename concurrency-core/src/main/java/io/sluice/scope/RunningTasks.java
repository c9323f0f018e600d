package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The tasks that run in a scope, and when it has ended.
 *
 * <p>Tasks are kept in {@link TaskGroup}s, which stand in a stack. A full one makes room for a new
 * one above it; spent ones are taken out when twice as many have come as were left the last time.
 * So what is kept is never more than a few times what has ever been running at once.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>{@link #holds} counts the body, each group that has running tasks, and whoever must not be
 *       overtaken by the end. It never rises from zero: then the scope has ended, and whoever
 *       counted down to zero closes {@link #ended}.
 *   <li>{@link #newest} only ever changes to a group that was pushed onto it.
 *   <li>The links below it are changed by one thread at a time, which holds {@link #sweeping}, and
 *       only past spent groups. Who walks meanwhile, without holding it, may meet a group that was
 *       taken out, but misses none that has running tasks.
 * </ul>
 */
final class RunningTasks {

  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(RunningTasks.class, "newest", TaskGroup.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many groups may come before the next sweep at least. */
  private static final int SOME = 16;

  private final String name;
  private final AtomicInteger holds = new AtomicInteger(1);
  private final Channel<Void> ended = Channel.conflated();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  private volatile TaskGroup newest = new TaskGroup(null);

  /** The number of the group that triggers the next sweep. */
  private volatile int sweepAt = SOME;

  /** Makes the tasks of a scope whose body is about to run, and holds it open. */
  RunningTasks(String name) {
    this.name = name;
  }

  /** Closed when the scope has ended. */
  ReceiveChannel<Void> ended() {
    return ended;
  }

  /** Keeps the scope from ending. */
  void hold() {
    int count;
    do {
      count = holds.get();
      if (count == 0) {
        throw new IllegalStateException("the scope has ended: " + name);
      }
    } while (!holds.compareAndSet(count, count + 1));
  }

  void release() {
    if (holds.decrementAndGet() == 0) {
      ended.close();
    }
  }

  /** Lets a task enter, which keeps the scope from ending until it leaves. */
  void enter(ForkedTask<?> task) {
    boolean entered = false;
    while (!entered) {
      TaskGroup group = newest;
      int seen = group.look();
      if (TaskGroup.isFull(seen)) {
        push(group);
      } else if (TaskGroup.hasRunning(seen)) {
        entered = enter(task, group, seen);
      } else {
        hold();
        entered = enter(task, group, seen);
        if (!entered) {
          release();
        }
      }
    }
  }

  private static boolean enter(ForkedTask<?> task, TaskGroup group, int seen) {
    if (!group.enter(seen)) {
      return false;
    }
    task.place(group, TaskGroup.placeOf(seen));
    return true;
  }

  /** Lets a task leave. */
  void leave(ForkedTask<?> task) {
    if (task.leave()) {
      release();
    }
  }

  private void push(TaskGroup full) {
    TaskGroup group = new TaskGroup(full);
    if (NEWEST.compareAndSet(this, full, group)
        && group.number - sweepAt >= 0
        && sweeping.compareAndSet(false, true)) {
      sweep(group);
      sweeping.set(false);
    }
  }

  /** Takes out those below the given group that are spent. */
  private void sweep(TaskGroup top) {
    int left = 0;
    TaskGroup kept = top;
    for (TaskGroup group = top.older; group != null; group = group.older) {
      if (!group.isSpent()) {
        kept.older = group;
        kept = group;
        left++;
      }
    }
    kept.older = null;
    sweepAt = top.number + 2 * left + SOME;
  }

  /** Shows each task that runs throughout the call, and maybe others. */
  void forEach(Consumer<ForkedTask<?>> action) {
    for (TaskGroup group = newest; group != null; group = group.older) {
      group.forEach(action);
    }
  }
}
