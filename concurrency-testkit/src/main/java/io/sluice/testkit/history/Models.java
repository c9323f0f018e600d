package io.sluice.testkit.history;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of common objects. Each knows operations by name, those of the types of {@code
 * java.util.concurrent} as well as those of channels; an operation that it does not know is an
 * {@link IllegalArgumentException} when the history is judged.
 *
 * <p>What an operation threw is part of its outcome, so one that threw what the model does not
 * expect fits nowhere. An operation that threw an {@link InterruptedException} changed nothing.
 *
 * @since 0.1.0
 */
public final class Models {

  private Models() {}

  /**
   * Returns the model of a queue or a channel, first in, first out, that holds so many values.
   *
   * <table>
   * <caption>Operations</caption>
   * <tr><th>Name</th><th>Argument</th><th>Outcome</th></tr>
   * <tr><td>{@code send}, {@code put}: waits for space<br>
   *   {@code trySend}, {@code offer}, {@code add}: does not</td>
   *   <td>the value</td>
   *   <td>false: refused, as there was no space, or none in time; so is an {@code add} that throws
   *   {@link IllegalStateException}. Closed: was closed. Anything else: sent.</td></tr>
   * <tr><td>{@code receive}, {@code take}: waits for a value<br>
   *   {@code tryReceive}, {@code poll}, {@code remove}: does not</td>
   *   <td></td>
   *   <td>Null, an empty {@code Optional} and {@link java.util.NoSuchElementException}: no value,
   *   or none in time, be it closed or not. An object of a class named {@code Empty}: no value, and
   *   not closed. Closed: no value, and closed. Anything else is the value; a record named
   *   {@code Value} and an {@code Optional} hold it.</td></tr>
   * <tr><td>{@code close}, {@code tryClose}</td><td></td>
   *   <td>false, or closed: was closed before. Anything else: this closed it.</td></tr>
   * <tr><td>{@code peek}, {@code size}, {@code isEmpty}, {@code isClosed}</td><td></td>
   *   <td>as the name says</td></tr>
   * </table>
   *
   * <p><i>Closed</i> is each result and each exception with a class whose simple name contains
   * {@code Closed}. After it was closed a queue takes no value, and gives those that it holds.
   *
   * <p>With capacity 0 a send and a receive take effect together. They must overlap, and one of
   * them must be waiting, so an operation that does not wait is not to be recorded as one that
   * does. That somebody waits is not part of a history: an operation that does not wait may always
   * be refused.
   *
   * @param capacity from 0
   * @return the model
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static Model<?> queue(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity is " + capacity);
    }
    return new QueueModel(capacity, false);
  }

  /**
   * Returns the model of a queue or a channel that never refuses a value unless it is closed.
   *
   * @return the model; for its operations see {@link #queue}
   */
  public static Model<?> unlimitedQueue() {
    return new QueueModel(QueueModel.UNLIMITED, false);
  }

  /**
   * Returns the model of a channel that keeps the latest value only: it never refuses a value
   * unless it is closed, and a value that nobody received is lost to the next.
   *
   * @return the model; for its operations see {@link #queue}
   */
  public static Model<?> conflatedQueue() {
    return new QueueModel(1, true);
  }

  /**
   * Returns the model of a map that is empty at first.
   *
   * @return the model; for its operations see {@link #map(Map)}
   */
  public static Model<?> map() {
    return map(Map.of());
  }

  /**
   * Returns the model of a map without null keys and values.
   *
   * <p>Its operations are those of {@link java.util.concurrent.ConcurrentMap} on one key, with the
   * same arguments: {@code get}, {@code getOrDefault}, {@code containsKey}, {@code put}, {@code
   * putIfAbsent}, {@code remove}, {@code replace}, {@code computeIfAbsent}, {@code
   * computeIfPresent}, {@code compute}, {@code merge}. The function of a computation is called
   * again, any number of times, when the history is judged, so it must depend on nothing but its
   * arguments; instead of it the value may be recorded that it returned, or would have.
   *
   * <p>{@code size}, {@code isEmpty} and {@code clear} are known too, for maps where they are
   * atomic. Without them each key is judged alone.
   *
   * @param initial what it holds at first
   * @return the model
   * @throws NullPointerException if {@code initial}, a key or a value is null
   */
  public static Model<?> map(Map<?, ?> initial) {
    return new MapModel(ImmutableMap.copyOf(initial));
  }

  /**
   * Returns the model of a semaphore where an attempt fails only if there are too few permits.
   *
   * <p>Its operations are {@code acquire}, which waits, {@code tryAcquire}, which does not, and
   * {@code release}, with the number of permits as an argument or with none for one; {@code
   * availablePermits} and {@code drainPermits}. An {@code acquire} or {@code tryAcquire} with
   * result false got no permits; with any other it did.
   *
   * @param permits at first
   * @return the model
   */
  public static Model<?> semaphore(long permits) {
    return new SemaphoreModel(permits, false);
  }

  /**
   * Returns the model of a semaphore where an attempt fails also while others wait, though there
   * are permits enough for it. In what order those are served that wait is not judged.
   *
   * @param permits at first
   * @return the model; for its operations see {@link #semaphore}
   */
  public static Model<?> fairSemaphore(long permits) {
    return new SemaphoreModel(permits, true);
  }

  /**
   * Returns the model of a variable.
   *
   * <p>Its operations are {@code get} or {@code read}, {@code set} or {@code write}, {@code
   * getAndSet} and {@code compareAndSet}. Values are compared by {@code equals}.
   *
   * @param initial its value at first
   * @return the model
   */
  public static Model<?> register(@Nullable Object initial) {
    return new RegisterModel(new RegisterModel.Held(initial));
  }

  /**
   * Returns the model of a counter.
   *
   * <p>Its operations are those of {@link java.util.concurrent.atomic.AtomicLong}: {@code get},
   * {@code set}, {@code getAndSet}, {@code compareAndSet}, {@code incrementAndGet}, {@code
   * decrementAndGet}, {@code addAndGet}, {@code getAndIncrement}, {@code getAndDecrement}, {@code
   * getAndAdd}; and {@code increment}, {@code decrement}, {@code add} and {@code sum}, of which
   * only the last has a result.
   *
   * @param initial its value at first
   * @return the model
   */
  public static Model<?> counter(long initial) {
    return new CounterModel(initial);
  }
}
