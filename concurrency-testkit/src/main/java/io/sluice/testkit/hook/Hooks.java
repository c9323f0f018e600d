package io.sluice.testkit.hook;

import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that rewritten code calls. A {@code site} is the number of a place in
 * rewritten code; {@code io.sluice.testkit.agent.Sites} knows its class, method, line and what it
 * accesses.
 *
 * @since 0.1.0
 */
public final class Hooks {

  /** Set by the first simulation of this JVM; stays from then on. */
  private static volatile @Nullable Handler handler;

  /** Not null while the thread is in {@link #enter}, which must not lead into itself. */
  private static final ThreadLocal<Boolean> ENTERED = new ThreadLocal<>();

  private Hooks() {}

  /**
   * Passes all calls from now on to a handler.
   *
   * @param newHandler the one handler of this JVM
   */
  public static void install(Handler newHandler) {
    handler = newHandler;
  }

  // ---- time ----

  /**
   * Stands for {@link System#nanoTime()}.
   *
   * @return the monotonic clock, a simulation's within one
   */
  public static long nanoTime() {
    Handler current = handler;
    return current == null ? System.nanoTime() : current.nanoTime();
  }

  /**
   * Stands for {@link System#currentTimeMillis()}.
   *
   * @return the wall clock, a simulation's within one
   */
  public static long currentTimeMillis() {
    Handler current = handler;
    return current == null ? System.currentTimeMillis() : current.currentTimeMillis();
  }

  /**
   * Called first by what {@link java.time.Clock} reads the wall clock with.
   *
   * @return the instant to use, or null outside of simulations
   */
  public static @Nullable Instant instant() {
    Handler current = handler;
    return current == null ? null : current.instant();
  }

  // ---- schedules ----

  /**
   * Called before an operation that other threads may notice: another thread may run first.
   *
   * @param site where
   */
  public static void point(int site) {
    Handler current = handler;
    if (current != null) {
      current.point(site);
    }
  }

  /** Stands for {@link Thread#yield()}. */
  @SuppressWarnings("ThreadPriorityCheck") // it is what the rewritten code says
  public static void yieldNow() {
    Handler current = handler;
    if (current == null) {
      Thread.yield();
    } else {
      current.yieldNow();
    }
  }

  /**
   * Stands for {@link Thread#onSpinWait()}.
   *
   * @param site where
   */
  public static void onSpinWait(int site) {
    Handler current = handler;
    if (current == null) {
      Thread.onSpinWait();
    } else {
      current.onSpinWait(site);
    }
  }

  /**
   * Called before {@link Object#wait()} and the waits of a condition: whether to wait for the
   * shortest time there is instead, which is a spurious wake-up.
   *
   * @param site where
   * @return true if so
   */
  public static boolean spurious(int site) {
    Handler current = handler;
    return current != null && current.spurious(site);
  }

  // ---- plain accesses, to find data races ----

  /**
   * Called before a field is read that is neither volatile nor final.
   *
   * @param owner the object, or the class of a static field
   * @param site where
   */
  public static void read(@Nullable Object owner, int site) {
    Handler current = handler;
    if (current != null) {
      current.read(owner, site);
    }
  }

  /**
   * Called before a field is written that is neither volatile nor final.
   *
   * @param owner the object, or the class of a static field
   * @param site where
   */
  public static void write(@Nullable Object owner, int site) {
    Handler current = handler;
    if (current != null) {
      current.write(owner, site);
    }
  }

  /**
   * Called before an element of an array is read.
   *
   * @param array which
   * @param index of the element
   * @param site where
   */
  public static void readElement(@Nullable Object array, int index, int site) {
    Handler current = handler;
    if (current != null) {
      current.readElement(array, index, site);
    }
  }

  /**
   * Called before an element of an array is written.
   *
   * @param array which
   * @param index of the element
   * @param site where
   */
  public static void writeElement(@Nullable Object array, int index, int site) {
    Handler current = handler;
    if (current != null) {
      current.writeElement(array, index, site);
    }
  }

  /**
   * Called before a method of {@code java.util} or {@code java.lang} is called whose receiver may
   * be a collection, a builder or the like that is not thread-safe.
   *
   * @param receiver of the call
   * @param site where; tells which method
   */
  public static void call(@Nullable Object receiver, int site) {
    Handler current = handler;
    if (current != null) {
      current.call(receiver, site);
    }
  }

  // ---- synchronization, to know what is ordered ----

  /**
   * Called after a monitor was entered.
   *
   * @param lock which
   */
  public static void acquire(@Nullable Object lock) {
    Handler current = handler;
    if (current != null) {
      current.acquire(lock);
    }
  }

  /**
   * Called before a monitor is exited.
   *
   * @param lock which
   */
  public static void release(@Nullable Object lock) {
    Handler current = handler;
    if (current != null) {
      current.release(lock);
    }
  }

  /**
   * Called where threads synchronize by an object: before a volatile access or an atomic operation
   * in rewritten code. On entry of each method of the JDK's synchronizers through {@link #enter}.
   *
   * @param synchronizer the object, or the class of a static field
   */
  public static void sync(@Nullable Object synchronizer) {
    Handler current = handler;
    if (current != null) {
      current.sync(synchronizer);
    }
  }

  /**
   * Called on entry of each method of the JDK's synchronizers: {@link #sync}, unless the handler
   * itself calls such a method just now.
   *
   * @param synchronizer the object
   */
  public static void enter(Object synchronizer) {
    Handler current = handler;
    if (current == null || ENTERED.get() != null) {
      return;
    }
    ENTERED.set(Boolean.TRUE);
    try {
      current.sync(synchronizer);
    } finally {
      ENTERED.set(null);
    }
  }

  /**
   * Called after a thread was joined or seen to have ended.
   *
   * @param thread which
   */
  public static void joined(@Nullable Thread thread) {
    Handler current = handler;
    if (current != null) {
      current.joined(thread);
    }
  }

  // ---- what only the JDK calls ----

  /**
   * Called when the JDK's unblocker begins with a thread that was handed a monitor.
   *
   * @param thread which
   */
  public static void unblocking(Object thread) {
    Handler current = handler;
    if (current != null) {
      current.unblocking(thread);
    }
  }

  /**
   * Called when the JDK's unblocker has submitted that thread.
   *
   * @param thread which
   */
  public static void unblocked(Object thread) {
    Handler current = handler;
    if (current != null) {
      current.unblocked(thread);
    }
  }

  /**
   * Stands for the pool that runs asynchronous stages of {@link
   * java.util.concurrent.CompletableFuture} by default.
   *
   * @param original the JDK's
   * @return the pool to use
   */
  public static ForkJoinPool asyncPool(ForkJoinPool original) {
    Handler current = handler;
    return current == null ? original : current.asyncPool(original);
  }

  /**
   * Called when {@link ForkJoinPool} is given a delayed task.
   *
   * @param task which
   * @return true if a simulation takes care of it
   */
  public static boolean delayed(Delayed task) {
    Handler current = handler;
    return current != null && current.delayed(task);
  }

  // ---- what is shared by a whole JVM, and must be a simulation's own within one ----

  /**
   * Tells whether the caller is in a simulation.
   *
   * @return true if so
   */
  public static boolean simulated() {
    Handler current = handler;
    return current != null && current.simulated();
  }

  /**
   * Stands for what {@link java.util.concurrent.ThreadLocalRandom} makes the next number of. Called
   * within simulations only.
   *
   * @return the next of the calling thread's sequence
   */
  public static long randomSeed() {
    Handler current = handler;
    return current == null ? System.nanoTime() : current.randomSeed();
  }

  /**
   * Returns what stands for a singleton within the caller's simulation.
   *
   * @param type of the singleton
   * @return the object, or null if none was {@linkplain #setLocal set} or there is no simulation
   */
  public static @Nullable Object local(Class<?> type) {
    Handler current = handler;
    return current == null ? null : current.local(type);
  }

  /**
   * Sets what stands for a singleton within the caller's simulation.
   *
   * @param object of the singleton's type
   */
  public static void setLocal(Object object) {
    Handler current = handler;
    if (current != null) {
      current.setLocal(object);
    }
  }

  /**
   * Makes a thread of the caller's simulation in place of a platform thread.
   *
   * @param name of the thread
   * @param task what it runs
   * @return the thread, unstarted, or null outside of simulations
   */
  public static @Nullable Thread thread(String name, Runnable task) {
    Handler current = handler;
    return current == null || !current.simulated() ? null : current.thread(name, task);
  }
}
