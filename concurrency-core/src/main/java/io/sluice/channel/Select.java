package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

// Over 400 lines because each form carries its own promise; the algorithm is in SelectOperation.

/**
 * Waits for several channel operations at once and runs exactly one of them: Go's {@code select}.
 *
 * <p>The primary form takes case objects, made once and used again and again. It answers with the
 * case that was run; there is no callback, so {@code return}, {@code break}, local variables and
 * checked exceptions just work. A loop allocates nothing, but for the array that a call with
 * separate arguments may cost; a list or an array made once spares that, too:
 *
 * {@snippet class="io.sluice.snippets.ChannelSnippets" region="select-loop"}
 *
 * <p>The {@linkplain #of() expression form} maps each alternative to a result:
 *
 * {@snippet class="io.sluice.snippets.ChannelSnippets" region="select-expression"}
 *
 * <h2>Choice</h2>
 *
 * A receive is ready when a value is there or the channel is closed and drained; a send is ready
 * when a receiver waits, the buffer has room, or the channel is closed (it throws if chosen). Among
 * the ready cases the choice is uniformly random; a channel that stands in two cases has twice the
 * chance. The biased forms choose the first ready case in order. Where none is ready, the first
 * partner to arrive decides.
 *
 * <h2>Cancel safety</h2>
 *
 * A select that throws {@link InterruptedException} (cancellation is one), times out or finds
 * nothing ready has transferred <em>nothing</em> on any channel. The losing cases leave nothing
 * behind.
 *
 * <h2>Memory consistency</h2>
 *
 * The chosen case has the effects of its send or receive, see {@link SendChannel}.
 *
 * @since 0.1.0
 */
public final class Select {

  private Select() {}

  /**
   * Waits until a case is ready and runs it; where several are ready, one of them at random, each
   * with the same probability.
   *
   * @param cases the alternatives, in order; with none enabled, waits for ever
   * @return the chosen case
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> await(SelectCase<?>... cases) throws InterruptedException {
    return await(SelectOperation.of(cases), false, null);
  }

  /**
   * Waits until a case is ready and runs it; where several are ready, one of them at random, each
   * with the same probability.
   *
   * @param cases the alternatives, in order; with none enabled, waits for ever
   * @return the chosen case
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> await(List<? extends SelectCase<?>> cases)
      throws InterruptedException {
    return await(SelectOperation.of(cases), false, null);
  }

  /**
   * Waits until a case is ready and runs it, or until a signal is given; where several are ready,
   * one of them at random, each with the same probability. The signal is asked first: once it is
   * done, no case is run even if one is ready.
   *
   * @param signal ends the wait, usually a context
   * @param cases the alternatives, in order; with none enabled, waits for the signal
   * @return the chosen case
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     select waits, or a plain one if the thread is interrupted; nothing was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> await(CancelSignal signal, SelectCase<?>... cases)
      throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    return await(SelectOperation.of(cases), false, signal);
  }

  /**
   * Waits until a case is ready and runs it, or until a signal is given; where several are ready,
   * one of them at random, each with the same probability. The signal is asked first: once it is
   * done, no case is run even if one is ready.
   *
   * @param signal ends the wait, usually a context
   * @param cases the alternatives, in order; with none enabled, waits for the signal
   * @return the chosen case
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     select waits, or a plain one if the thread is interrupted; nothing was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> await(CancelSignal signal, List<? extends SelectCase<?>> cases)
      throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    return await(SelectOperation.of(cases), false, signal);
  }

  /**
   * Waits until a case is ready and runs it, but not longer than the given time; where several are
   * ready, one of them at random, each with the same probability. The timeout costs neither a
   * thread nor a timer.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @param cases the alternatives, in order
   * @return the chosen case, or null if the time ran out; nothing was sent or received then
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> await(Duration timeout, SelectCase<?>... cases)
      throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    return await(SelectOperation.of(cases), false, null, nanos);
  }

  /**
   * Waits until a case is ready and runs it, but not longer than the given time; where several are
   * ready, one of them at random, each with the same probability. The timeout costs neither a
   * thread nor a timer.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @param cases the alternatives, in order
   * @return the chosen case, or null if the time ran out; nothing was sent or received then
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> await(Duration timeout, List<? extends SelectCase<?>> cases)
      throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    return await(SelectOperation.of(cases), false, null, nanos);
  }

  /**
   * Runs a case that is ready, without waiting: Go's select with a default. Where several are
   * ready, one of them at random, each with the same probability.
   *
   * @param cases the alternatives, in order
   * @return the chosen case, or null if there was an instant at which none was ready; nothing was
   *     sent or received then
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> poll(SelectCase<?>... cases) {
    return SelectOperation.of(cases).poll(false);
  }

  /**
   * Runs a case that is ready, without waiting: Go's select with a default. Where several are
   * ready, one of them at random, each with the same probability.
   *
   * @param cases the alternatives, in order
   * @return the chosen case, or null if there was an instant at which none was ready; nothing was
   *     sent or received then
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> poll(List<? extends SelectCase<?>> cases) {
    return SelectOperation.of(cases).poll(false);
  }

  /**
   * Waits until a case is ready and runs it; where several are ready, the first one in order.
   *
   * @param cases the alternatives, in order; with none enabled, waits for ever
   * @return the chosen case
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> awaitBiased(SelectCase<?>... cases) throws InterruptedException {
    return await(SelectOperation.of(cases), true, null);
  }

  /**
   * Waits until a case is ready and runs it; where several are ready, the first one in order.
   *
   * @param cases the alternatives, in order; with none enabled, waits for ever
   * @return the chosen case
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> awaitBiased(List<? extends SelectCase<?>> cases)
      throws InterruptedException {
    return await(SelectOperation.of(cases), true, null);
  }

  /**
   * Waits until a case is ready and runs it, or until a signal is given; where several are ready,
   * the first one in order. The signal is asked first: once it is done, no case is run even if one
   * is ready.
   *
   * @param signal ends the wait, usually a context
   * @param cases the alternatives, in order; with none enabled, waits for the signal
   * @return the chosen case
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     select waits, or a plain one if the thread is interrupted; nothing was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> awaitBiased(CancelSignal signal, SelectCase<?>... cases)
      throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    return await(SelectOperation.of(cases), true, signal);
  }

  /**
   * Waits until a case is ready and runs it, or until a signal is given; where several are ready,
   * the first one in order. The signal is asked first: once it is done, no case is run even if one
   * is ready.
   *
   * @param signal ends the wait, usually a context
   * @param cases the alternatives, in order; with none enabled, waits for the signal
   * @return the chosen case
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     select waits, or a plain one if the thread is interrupted; nothing was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static SelectCase<?> awaitBiased(CancelSignal signal, List<? extends SelectCase<?>> cases)
      throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    return await(SelectOperation.of(cases), true, signal);
  }

  /**
   * Waits until a case is ready and runs it, but not longer than the given time; where several are
   * ready, the first one in order. The timeout costs neither a thread nor a timer.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @param cases the alternatives, in order
   * @return the chosen case, or null if the time ran out; nothing was sent or received then
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> awaitBiased(Duration timeout, SelectCase<?>... cases)
      throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    return await(SelectOperation.of(cases), true, null, nanos);
  }

  /**
   * Waits until a case is ready and runs it, but not longer than the given time; where several are
   * ready, the first one in order. The timeout costs neither a thread nor a timer.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @param cases the alternatives, in order
   * @return the chosen case, or null if the time ran out; nothing was sent or received then
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was sent or received
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> awaitBiased(
      Duration timeout, List<? extends SelectCase<?>> cases) throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    return await(SelectOperation.of(cases), true, null, nanos);
  }

  /**
   * Runs a case that is ready, without waiting: Go's select with a default. Where several are
   * ready, the first one in order.
   *
   * @param cases the alternatives, in order
   * @return the chosen case, or null if there was an instant at which none was ready; nothing was
   *     sent or received then
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> pollBiased(SelectCase<?>... cases) {
    return SelectOperation.of(cases).poll(true);
  }

  /**
   * Runs a case that is ready, without waiting: Go's select with a default. Where several are
   * ready, the first one in order.
   *
   * @param cases the alternatives, in order
   * @return the chosen case, or null if there was an instant at which none was ready; nothing was
   *     sent or received then
   * @throws ChannelClosedException if the chosen case sends and its channel is closed; nothing was
   *     sent
   * @throws IllegalStateException if a case stands twice in this select or is part of one that is
   *     running
   * @throws NullPointerException if an argument or a case is null
   */
  public static @Nullable SelectCase<?> pollBiased(List<? extends SelectCase<?>> cases) {
    return SelectOperation.of(cases).poll(true);
  }

  /**
   * Starts a select in expression form, which yields the result of the alternative that was run.
   *
   * @param <R> the type of the result
   * @return a builder without any alternative
   */
  public static <R> Builder<R> of() {
    return new Builder<>();
  }

  private static SelectCase<?> await(
      SelectOperation operation, boolean biased, @Nullable CancelSignal signal)
      throws InterruptedException {
    Interruption.check(signal);
    return Objects.requireNonNull(operation.await(biased, signal, false, 0));
  }

  private static @Nullable SelectCase<?> await(
      SelectOperation operation, boolean biased, @Nullable CancelSignal signal, long nanos)
      throws InterruptedException {
    Interruption.check(signal);
    return nanos <= 0
        ? operation.poll(biased)
        : operation.await(biased, signal, true, TimeSource.nanoTime() + nanos);
  }

  /**
   * A select in expression form. May be run several times, by one thread at a time.
   *
   * @param <R> the type of the result
   * @since 0.1.0
   */
  public static final class Builder<R> {

    private final List<SelectCase<?>> cases = new ArrayList<>();
    private final List<Supplier<? extends R>> actions = new ArrayList<>();
    private long timeoutNanos;
    private @Nullable Supplier<? extends R> onTimeout;
    private @Nullable Supplier<? extends R> otherwise;
    private boolean biased;

    private Builder() {}

    /**
     * Adds a receive. If it is chosen because the channel is closed and drained, {@code run} throws
     * {@link ChannelClosedException}.
     *
     * @param channel where to receive from
     * @param onValue makes the result from the value received
     * @param <T> the type of the channel's elements
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public <T> Builder<R> receive(
        ReceiveChannel<T> channel, Function<? super T, ? extends R> onValue) {
      Objects.requireNonNull(onValue, "onValue");
      ReceiveCase<T> receive = Objects.requireNonNull(channel, "channel").receiveCase();
      return add(receive, () -> onValue.apply(receive.value()));
    }

    /**
     * Adds a receive that also handles the end of the channel.
     *
     * @param channel where to receive from
     * @param onValue makes the result from the value received
     * @param onClosed makes the result if the channel is closed and drained
     * @param <T> the type of the channel's elements
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public <T> Builder<R> receive(
        ReceiveChannel<T> channel,
        Function<? super T, ? extends R> onValue,
        Function<? super Received.Closed<T>, ? extends R> onClosed) {
      Objects.requireNonNull(onValue, "onValue");
      Objects.requireNonNull(onClosed, "onClosed");
      ReceiveCase<T> receive = Objects.requireNonNull(channel, "channel").receiveCase();
      return add(
          receive,
          () ->
              receive.received() instanceof Received.Closed<T> closed
                  ? onClosed.apply(closed)
                  : onValue.apply(receive.value()));
    }

    /**
     * Adds a send. If it is chosen because the channel is closed, {@code run} throws {@link
     * ChannelClosedException}.
     *
     * @param channel where to send to
     * @param value the value to send
     * @param onSent makes the result once the value is sent
     * @param <T> the type of the channel's elements
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public <T> Builder<R> send(SendChannel<T> channel, T value, Supplier<? extends R> onSent) {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(onSent, "onSent");
      return add(Objects.requireNonNull(channel, "channel").sendCase(value), onSent);
    }

    /**
     * Limits the wait.
     *
     * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not
     *     wait
     * @param onTimeout makes the result if the time runs out
     * @return this builder
     * @throws IllegalStateException if a timeout is set already
     * @throws NullPointerException if an argument is null
     */
    public Builder<R> timeout(Duration timeout, Supplier<? extends R> onTimeout) {
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(onTimeout, "onTimeout");
      if (this.onTimeout != null) {
        throw new IllegalStateException("a timeout is set already");
      }
      this.timeoutNanos = TimeSource.saturatedNanos(timeout);
      this.onTimeout = onTimeout;
      return this;
    }

    /**
     * Makes this select not wait at all: Go's {@code default}. A timeout has no effect then.
     *
     * @param action makes the result if no alternative is ready
     * @return this builder
     * @throws IllegalStateException if there is a default already
     * @throws NullPointerException if {@code action} is null
     */
    public Builder<R> orElse(Supplier<? extends R> action) {
      Objects.requireNonNull(action, "action");
      if (otherwise != null) {
        throw new IllegalStateException("there is a default already");
      }
      otherwise = action;
      return this;
    }

    /**
     * Makes this select choose the first ready alternative in order instead of a random one.
     *
     * @return this builder
     */
    public Builder<R> biased() {
      biased = true;
      return this;
    }

    /**
     * Runs this select.
     *
     * @return the result of the alternative that was run
     * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
     *     was sent or received
     * @throws ChannelClosedException if a send was chosen whose channel is closed, or a receive
     *     without {@code onClosed} whose channel is closed and drained
     */
    public R run() throws InterruptedException {
      return runWith(null);
    }

    /**
     * Runs this select unless a signal is given first. The signal is asked first: once it is done,
     * no alternative is run, nor the default.
     *
     * @param signal ends the wait, usually a context
     * @return the result of the alternative that was run
     * @throws InterruptedException the signal's own exception if it is done, on entry or while this
     *     select waits, or a plain one if the thread is interrupted; nothing was sent or received
     * @throws ChannelClosedException if a send was chosen whose channel is closed, or a receive
     *     without {@code onClosed} whose channel is closed and drained
     * @throws NullPointerException if {@code signal} is null
     */
    public R run(CancelSignal signal) throws InterruptedException {
      return runWith(Objects.requireNonNull(signal, "signal"));
    }

    private R runWith(@Nullable CancelSignal signal) throws InterruptedException {
      SelectOperation operation = SelectOperation.of(cases);
      if (otherwise != null) {
        Interruption.check(signal);
        SelectCase<?> choice = operation.poll(biased);
        return choice == null ? otherwise.get() : resultOf(choice);
      }
      if (onTimeout == null) {
        return resultOf(await(operation, biased, signal));
      }
      SelectCase<?> choice = await(operation, biased, signal, timeoutNanos);
      return choice == null ? onTimeout.get() : resultOf(choice);
    }

    private R resultOf(SelectCase<?> choice) {
      return actions.get(cases.indexOf(choice)).get();
    }

    private Builder<R> add(SelectCase<?> selectCase, Supplier<? extends R> action) {
      cases.add(selectCase);
      actions.add(action);
      return this;
    }
  }
}
