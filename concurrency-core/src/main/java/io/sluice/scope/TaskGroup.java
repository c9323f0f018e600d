package io.sluice.scope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Some of the tasks of a scope: those that were forked one after the other. A scope counts its
 * groups that have running tasks, and each group counts its tasks; so that starting and ending a
 * task mostly touches a word that few others touch.
 *
 * <pre>
 *   word:  | left, 16 bits | entered, 16 bits |      running = entered - left
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>At most {@link #SIZE} tasks ever enter. A group is <em>spent</em> when so many have entered
 *       and left.
 *   <li>Whoever makes the running ones rise from zero has counted the group in the scope before;
 *       whoever makes them fall to zero counts it down afterwards; see {@link RunningTasks}.
 *   <li>A task stands in {@link #tasks} while it runs: it is put there by its forker, after
 *       entering and before it starts, and taken out before it leaves.
 * </ul>
 */
final class TaskGroup {

  private static final int SIZE = 32;
  private static final int ONE_LEFT = 1 << 16;
  private static final int ENTERED = ONE_LEFT - 1;

  private static final VarHandle WORD;
  private static final VarHandle TASKS = MethodHandles.arrayElementVarHandle(ForkedTask[].class);

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(TaskGroup.class, "word", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int word;

  private final @Nullable ForkedTask<?>[] tasks = new ForkedTask<?>[SIZE];

  /** The group that was the newest before this one; changed past spent ones only. */
  @Nullable TaskGroup older;

  /** How many groups there were when this one was made. */
  final int number;

  TaskGroup(@Nullable TaskGroup older) {
    this.older = older;
    this.number = older == null ? 1 : older.number + 1;
  }

  /** Looks at the count, to be given to {@link #enter}. */
  int look() {
    return word;
  }

  static boolean isFull(int word) {
    return (word & ENTERED) == SIZE;
  }

  static boolean hasRunning(int word) {
    return (word & ENTERED) != word >>> 16;
  }

  boolean isSpent() {
    int current = word;
    return isFull(current) && !hasRunning(current);
  }

  /** Lets one more task enter, if the count is still what was seen. */
  boolean enter(int seen) {
    return WORD.compareAndSet(this, seen, seen + 1);
  }

  void put(int place, ForkedTask<?> task) {
    TASKS.setRelease(tasks, place, task);
  }

  /** The place of the task that entered when this count was seen. */
  static int placeOf(int seen) {
    return seen & ENTERED;
  }

  /** Lets a task leave. Returns whether it was the last one running. */
  boolean leave(int place) {
    TASKS.setRelease(tasks, place, null);
    return !hasRunning((int) WORD.getAndAdd(this, ONE_LEFT) + ONE_LEFT);
  }

  void forEach(Consumer<ForkedTask<?>> action) {
    for (int place = 0; place < SIZE; place++) {
      ForkedTask<?> task = (ForkedTask<?>) TASKS.getAcquire(tasks, place);
      if (task != null) {
        action.accept(task);
      }
    }
  }
}
