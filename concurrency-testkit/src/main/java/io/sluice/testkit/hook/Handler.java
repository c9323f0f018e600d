package io.sluice.testkit.hook;

import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation does when rewritten code calls {@link Hooks}, where each method is described.
 * Called by all threads of the JVM: most are in no simulation, and for them a handler does what the
 * rewritten code would have done by itself.
 *
 * @since 0.1.0
 */
public interface Handler {

  /**
   * {@link Hooks#nanoTime()}.
   *
   * @return the monotonic clock
   */
  long nanoTime();

  /**
   * {@link Hooks#currentTimeMillis()}.
   *
   * @return the wall clock in milliseconds
   */
  long currentTimeMillis();

  /**
   * {@link Hooks#instant()}.
   *
   * @return the simulated wall clock, or null if the caller is in no simulation
   */
  @Nullable Instant instant();

  /**
   * {@link Hooks#point(int)}.
   *
   * @param site where
   */
  void point(int site);

  /** {@link Hooks#yieldNow()}. */
  void yieldNow();

  /**
   * {@link Hooks#onSpinWait(int)}.
   *
   * @param site where
   */
  void onSpinWait(int site);

  /**
   * {@link Hooks#spurious(int)}.
   *
   * @param site where
   * @return whether the wait ends without a reason
   */
  boolean spurious(int site);

  /**
   * {@link Hooks#read(Object, int)}.
   *
   * @param owner whose variable
   * @param site where
   */
  void read(@Nullable Object owner, int site);

  /**
   * {@link Hooks#write(Object, int)}.
   *
   * @param owner whose variable
   * @param site where
   */
  void write(@Nullable Object owner, int site);

  /**
   * {@link Hooks#readElement(Object, int, int)}.
   *
   * @param array which
   * @param index of the element
   * @param site where
   */
  void readElement(@Nullable Object array, int index, int site);

  /**
   * {@link Hooks#writeElement(Object, int, int)}.
   *
   * @param array which
   * @param index of the element
   * @param site where
   */
  void writeElement(@Nullable Object array, int index, int site);

  /**
   * {@link Hooks#call(Object, int)}.
   *
   * @param receiver of the call
   * @param site where
   */
  void call(@Nullable Object receiver, int site);

  /**
   * {@link Hooks#acquire(Object)}.
   *
   * @param lock which
   */
  void acquire(@Nullable Object lock);

  /**
   * {@link Hooks#release(Object)}.
   *
   * @param lock which
   */
  void release(@Nullable Object lock);

  /**
   * {@link Hooks#sync(Object)}.
   *
   * @param synchronizer which
   */
  void sync(@Nullable Object synchronizer);

  /**
   * {@link Hooks#joined(Thread)}.
   *
   * @param thread which
   */
  void joined(@Nullable Thread thread);

  /**
   * {@link Hooks#unblocking(Object)}.
   *
   * @param thread which
   */
  void unblocking(Object thread);

  /**
   * {@link Hooks#unblocked(Object)}.
   *
   * @param thread which
   */
  void unblocked(Object thread);

  /**
   * {@link Hooks#asyncPool(ForkJoinPool)}.
   *
   * @param original the JDK's
   * @return the pool to use
   */
  ForkJoinPool asyncPool(ForkJoinPool original);

  /**
   * {@link Hooks#delayed(Delayed)}.
   *
   * @param task which
   * @return whether a simulation takes care of the task
   */
  boolean delayed(Delayed task);

  /**
   * {@link Hooks#randomSeed()}.
   *
   * @return the next of the calling thread's sequence
   */
  long randomSeed();

  /**
   * {@link Hooks#simulated()}.
   *
   * @return whether the caller is in a simulation
   */
  boolean simulated();

  /**
   * {@link Hooks#local(Class)}.
   *
   * @param type of the object
   * @return the simulation's own, or null
   */
  @Nullable Object local(Class<?> type);

  /**
   * {@link Hooks#setLocal(Object)}.
   *
   * @param object the simulation's own from now on
   */
  void setLocal(Object object);

  /**
   * {@link Hooks#thread(String, Runnable)}.
   *
   * @param name of the thread
   * @param task what it runs
   * @return an unstarted thread of the simulation
   */
  Thread thread(String name, Runnable task);
}
