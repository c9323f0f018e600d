package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import io.sluice.context.Context;
import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that compete for the first success: all at once, or each a while after the one before.
 *
 * <p>Built from what everybody can use: a scope, and a channel with room for all outcomes, so that
 * a task never waits to deliver its own.
 */
final class Race<T extends @Nullable Object> {

  private final Options options;
  private final long delayNanos;
  private final List<Scope.Task<T>> tasks;
  private final Channel<Outcome<T>> outcomes;
  private final Failures failures = new Failures();

  Race(String name, Duration delay, List<Scope.Task<T>> tasks) {
    this.options = Options.DEFAULT.name(name).supervise();
    this.delayNanos = TimeSource.saturatedNanos(delay);
    this.tasks = List.copyOf(Objects.requireNonNull(tasks, "tasks"));
    if (this.tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks must not be empty");
    }
    this.outcomes = Channel.buffered(this.tasks.size());
  }

  T run(Context context) throws InterruptedException, ScopeFailedException {
    Objects.requireNonNull(context, "context");
    Outcome<T> winner = Scope.run(context, options, this::firstSuccess);
    if (winner instanceof Outcome.Success<T>(T value)) {
      return value;
    }
    throw Objects.requireNonNull(failures.toException(options.name()));
  }

  /** The first success, or the last failure if there is none. */
  private Outcome<T> firstSuccess(Scope scope) throws InterruptedException {
    int started = 0;
    Outcome<T> last = null;
    for (int ended = 0; ended < tasks.size(); ended++) {
      Received<Outcome<T>> received = Received.Empty.instance();
      while (received.orNull() == null) {
        if (started < tasks.size()) {
          start(scope, tasks.get(started++));
          received = outcomes.tryReceive(Duration.ofNanos(delayNanos));
        } else {
          received = outcomes.receiveOrClosed(scope.context());
        }
      }
      last = received.orElseThrow();
      if (last.isSuccess()) {
        scope.cancel(null);
        return last;
      }
      if (last instanceof Outcome.Failure<T>(Throwable cause)) {
        failures.add(cause);
      }
    }
    return Objects.requireNonNull(last);
  }

  private void start(Scope scope, Scope.Task<T> task) {
    scope.go(
        context -> {
          Outcome<T> outcome;
          try {
            outcome = new Outcome.Success<>(task.run(context));
          } catch (Throwable failure) {
            // Once the race is over, or called off, nobody asks what became of the others.
            context.check();
            outcome = new Outcome.Failure<>(failure);
          }
          outcomes.trySend(outcome);
        });
  }
}
