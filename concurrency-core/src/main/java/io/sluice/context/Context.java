package io.sluice.context;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.ReceiveChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work is allowed to do and for how long: a cancellation, a deadline and values
 * that pass down a tree of calls and threads. Go's {@code context.Context}.
 *
 * <p>A context is immutable but for one thing: it can end, once and for good. Deriving a child
 * ({@link #withCancel}, {@link #withTimeout}, {@link #withDeadline}, {@link #withValue}) touches
 * nothing shared and registers nothing anywhere. A child ends when its parent does, and never ends
 * its parent.
 *
 * <h2>Waiting and cancellation</h2>
 *
 * Every context is a {@link CancelSignal}: hand it to the blocking operations of channels, select,
 * wait groups and semaphores, and they end with a {@link CancelledException} as soon as the context
 * does. Calls of the JDK and of other libraries know no context but know interrupts: run them
 * through {@link #call}. Those that ignore interrupts too go through {@link #abandonable}.
 *
 * <p>The state of the whole tree below a cancelled context changes at one instant. The threads that
 * wait for it are woken before {@link CancellableContext#cancel()} returns.
 *
 * <h2>Lifetime</h2>
 *
 * A context that nobody observes is known to nobody: its parent holds no reference to it and no
 * timer runs for it, so it may be dropped without being cancelled, however long its parent lives.
 * It is observed while a thread waits with it, a {@link #call} runs, an {@link #onCancel}
 * registration is open, or, until it ends, once {@link #done()} was asked for. {@link
 * CancellableContext#close Close} contexts all the same: it ends what still runs in their name.
 *
 * <h2>Memory consistency</h2>
 *
 * What a thread did before it cancelled a context happens-before what another thread does after it
 * found that context, or one below it, to be done.
 *
 * <p>All methods may be called by any thread at any time; none of them blocks but {@link #call} and
 * {@link #abandonable}. The rules are those of Go's <a
 * href="https://pkg.go.dev/context">context</a>.
 *
 * @since 0.1.0
 */
public sealed interface Context extends CancelSignal permits CancellableContext, AbstractContext {

  /**
   * Returns the root of all contexts: never done, without deadline, without values.
   *
   * @return the background context, always the same
   */
  static Context background() {
    return DerivedContext.BACKGROUND;
  }

  /**
   * Makes a context that is done when the JVM shuts down: on SIGINT (Ctrl-C), SIGTERM or {@link
   * System#exit}. The shutdown waits until the returned context is closed, at most for the given
   * grace, so that the work under it can end in order:
   *
   * {@snippet class="io.sluice.snippets.ContextSnippets" region="untilShutdown"}
   *
   * It holds a shutdown hook until it is closed. A {@code System.exit} from the thread that would
   * close it waits out the whole grace. If the JVM is shutting down already, the context is done
   * from the beginning.
   *
   * @param grace the longest time for which the shutdown waits; not waited for if not positive
   * @return a context to be closed when the work under it has ended
   * @throws NullPointerException if {@code grace} is null
   */
  static CancellableContext untilShutdown(Duration grace) {
    return ShutdownContext.register(Objects.requireNonNull(grace, "grace"));
  }

  /**
   * Makes a child that can be cancelled. Go's {@code WithCancel}.
   *
   * @return a new context, done as soon as it is cancelled or this one is done
   */
  CancellableContext withCancel();

  /**
   * Makes a child that is done after the given time, or when this context is. Go's {@code
   * WithTimeout}.
   *
   * @param timeout how long the child may live, measured on the monotonic clock to the nanosecond;
   *     if not positive, the child is done at once
   * @return a new context with the earlier of this context's deadline and its own
   * @throws NullPointerException if {@code timeout} is null
   */
  CancellableContext withTimeout(Duration timeout);

  /**
   * Makes a child that is done at the given time, or when this context is. Go's {@code
   * WithDeadline}. The wall clock is read now and never again: setting it later does not move the
   * deadline.
   *
   * @param deadline when the child ends; if it has passed, the child is done at once
   * @return a new context with the earlier of this context's deadline and its own
   * @throws NullPointerException if {@code deadline} is null
   */
  CancellableContext withDeadline(Instant deadline);

  /**
   * Makes a child that carries a value besides those of this context. Go's {@code WithValue}.
   *
   * <p>Values are for what travels with a request through code that need not know it, such as a
   * trace id; they are no replacement for parameters.
   *
   * @param <V> the type of the value
   * @param key the key, compared by identity
   * @param value the value; hides one that this context has for the same key
   * @return a new context, done when this one is
   * @throws NullPointerException if an argument is null
   */
  <V> Context withValue(Key<V> key, V value);

  /**
   * Makes a context with the values of this one, but never done and without deadline: for work that
   * must outlive the request that caused it, such as cleaning up. Go's {@code WithoutCancel}.
   *
   * @return a context that does not end with this one
   */
  Context withoutCancel();

  /**
   * Looks up a value.
   *
   * @param <V> the type of the value
   * @param key the key, compared by identity
   * @return the value set nearest to this context, or null if there is none
   * @throws NullPointerException if {@code key} is null
   */
  <V> @Nullable V value(Key<V> key);

  /**
   * Tells how this context stands. Once it is not {@link State#ACTIVE}, it never changes.
   *
   * @return the state
   */
  State state();

  /**
   * Tells whether this context has ended. Then {@link #done()} is closed and {@link #cause()} is
   * set. Looks at the clock and at the contexts above: what has happened counts though nobody was
   * woken yet, and the cost grows with the number of cancellable contexts above this one.
   *
   * @return true if cancelled, or past the deadline
   */
  @Override
  boolean isDone();

  /**
   * Tells why this context ended: what {@link CancellableContext#cancel(Throwable) cancel} was
   * given, here or above, or else a {@link CancelledException} or {@link
   * DeadlineExceededException}. Go's {@code Cause}.
   *
   * @return the cause, always the same once there is one; null while active
   */
  @Nullable Throwable cause();

  /**
   * Throws if this context has ended: for loops that compute for long without waiting.
   *
   * @throws DeadlineExceededException if the deadline has passed
   * @throws CancelledException if cancelled otherwise
   */
  void check() throws CancelledException;

  /**
   * Makes the exception that a call ended by this context throws. Its cause is what {@link
   * CancellableContext#cancel(Throwable) cancel} was given, if anything.
   *
   * @return a new exception, a {@link DeadlineExceededException} if the deadline has passed
   * @throws IllegalStateException if this context is active
   */
  @Override
  CancelledException cancellation();

  /**
   * Tells how much time is left until the deadline: for the timeouts of calls to other processes
   * and of drivers, and for the deadline that a request carries over a wire.
   *
   * @return the time left, zero if the deadline has passed, or empty if there is no deadline
   */
  Optional<Duration> remaining();

  /**
   * Returns a channel that is closed when this context is done, for use in a select. Go's {@code
   * Done}. Waiting for nothing else, prefer to hand the context to the operation itself.
   *
   * <p>The channel is made at the first call and from then on observes this context until it ends.
   * For a context that can never be done it is a channel that is never ready.
   *
   * @return the channel; always the same one
   */
  ReceiveChannel<Void> done();

  /**
   * Runs something, on a virtual thread of its own, once this context is done; at once if it is
   * already. Go's {@code AfterFunc}. What it throws is logged.
   *
   * @param action what to run; at most once
   * @return the registration; close it if the action need not run any more
   * @throws NullPointerException if {@code action} is null
   */
  Registration onCancel(Runnable action);

  /**
   * Runs an operation in the current thread and interrupts the thread if this context ends
   * meanwhile: for calls that know interrupts but no contexts.
   *
   * {@snippet class="io.sluice.snippets.ContextSnippets" region="call"}
   *
   * The interrupt is handed over exactly. None arrives after this method has ended, and where such
   * calls are nested, one that belongs to an outer call reaches the outer call's code even if the
   * inner one was interrupted at the same moment. One limit is set by the JDK, whose interrupts do
   * not count: where another party interrupts the thread too, between the end of this context and
   * the end of this call, the two may be taken for one.
   *
   * <p>An interrupt closes an {@link java.nio.channels.InterruptibleChannel} at which the thread
   * waits, for all who use it. Do not wait at a shared one in here.
   *
   * <p>If the operation completes although this context has ended, its result is returned.
   *
   * @param <T> the type of the result
   * @param operation what to run
   * @return the operation's result
   * @throws CancelledException if this context is done already, and then the operation was not run;
   *     or if it ended meanwhile and the operation therefore failed with an {@link
   *     InterruptedException} or the like of it that the JDK's input and output throw, which is
   *     then the cause, or suppressed if cancelling gave a cause
   * @throws InterruptedException if the thread is interrupted on entry; the operation was not run
   * @throws NullPointerException if {@code operation} is null
   * @throws Exception what the operation throws otherwise
   */
  <T extends @Nullable Object> T call(Callable<T> operation) throws Exception;

  /**
   * Runs an operation in a daemon thread of its own and waits for it until this context ends; then
   * abandons it: for calls that ignore interrupts, such as native code or a file system that hangs.
   *
   * <p>An abandoned operation goes on until it ends by itself. If it then has a result, that is
   * handed to {@code onAbandon}, in the same thread, to be disposed of; if it fails, the failure is
   * logged. Exactly one of the two happens to a result: it is returned, or it is handed over.
   *
   * @param <T> the type of the result
   * @param operation what to run
   * @param onAbandon receives the result that nobody waits for any more
   * @return the operation's result
   * @throws CancelledException if this context is done, on entry or while the operation runs
   * @throws InterruptedException if the thread is interrupted on entry or while the operation runs,
   *     which is then abandoned too
   * @throws NullPointerException if an argument is null
   * @throws Exception what the operation throws otherwise
   */
  <T> T abandonable(Callable<T> operation, Consumer<? super T> onAbandon) throws Exception;

  /**
   * How a context stands.
   *
   * @since 0.1.0
   */
  enum State {
    /** Not ended. */
    ACTIVE,
    /** Cancelled, itself or through an ancestor. */
    CANCELLED,
    /** Ended because its deadline, its own or an ancestor's, passed. */
    DEADLINE_EXCEEDED
  }

  /**
   * Names a value that contexts carry. Compared by identity, so that nobody can read or hide a
   * value without having its key. Keep it in a static final field.
   *
   * @param <V> the type of the values
   * @since 0.1.0
   */
  @SuppressWarnings("UnusedTypeParameter") // it types the values, see withValue and value
  final class Key<V> {

    private final String name;

    private Key(String name) {
      this.name = name;
    }

    /**
     * Makes a new key, different from all others.
     *
     * @param <V> the type of the values
     * @param name describes the key in messages; need not be unique
     * @return the key
     * @throws NullPointerException if {@code name} is null
     */
    public static <V> Key<V> of(String name) {
      return new Key<>(Objects.requireNonNull(name, "name"));
    }

    /** Returns the name. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A promise to run something when a context is done.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Registration {

    /**
     * Withdraws the promise. Does not wait for an action that has begun.
     *
     * @return true if this call prevented the action; false if it has begun, or was prevented
     *     before
     */
    boolean close();
  }
}
