package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A scope whose body and tasks do at random what bodies and tasks do, and fail at random. */
public final class RandomScope implements Callable<RandomScope.End> {

  /** How a run ended. */
  public enum End {
    RETURNED,
    FAILED,
    CANCELLED,
    INTERRUPTED
  }

  private static final int DEEPEST = 4;
  private static final int KINDS_OF_STEPS = 11;

  private final Context outer;
  private final SplittableRandom random;
  private final int depth;
  private final Queue<String> violations;
  private final AtomicInteger inside = new AtomicInteger();
  private final Queue<Subtask<Void>> subtasks = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  public RandomScope(Context outer, long seed, int depth, Queue<String> violations) {
    this.outer = outer;
    this.random = new SplittableRandom(seed);
    this.depth = depth;
    this.violations = violations;
  }

  @Override
  public End call() {
    try {
      long seed = random.nextLong();
      Scope.run(outer, options(), scope -> act(scope, scope.context(), seed, depth));
      return End.RETURNED;
    } catch (ScopeFailedException e) {
      return End.FAILED;
    } catch (CancelledException e) {
      return End.CANCELLED;
    } catch (InterruptedException e) {
      return End.INTERRUPTED;
    } finally {
      over = true;
      if (inside.get() != 0) {
        violations.add(inside + " threads in the code of an ended scope");
      }
      subtasks.stream()
          .filter(task -> task.outcome().isEmpty())
          .forEach(task -> violations.add(task + " has no outcome"));
    }
  }

  private Options options() {
    Options options = Options.defaults().decorator(this::decorate);
    if (random.nextInt(4) == 0) {
      options = options.limit(1 + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      options = options.supervise();
    }
    if (random.nextInt(4) == 0) {
      options = options.timeout(Duration.ofNanos(random.nextInt(2_000_000)));
    }
    return options;
  }

  private Runnable decorate(Runnable task) {
    return () -> {
      inside.incrementAndGet();
      task.run();
      checkNotOver();
      inside.decrementAndGet();
    };
  }

  private void checkNotOver() {
    if (over) {
      violations.add(Thread.currentThread() + " runs code of an ended scope");
    }
  }

  private Void act(Scope scope, Context context, long seed, int level) throws Exception {
    inside.incrementAndGet();
    try {
      SplittableRandom own = new SplittableRandom(seed);
      int steps = own.nextInt(5);
      for (int i = 0; i < steps; i++) {
        checkNotOver();
        step(scope, context, own, level);
        checkNotOver();
      }
      return null;
    } finally {
      inside.decrementAndGet();
    }
  }

  private void step(Scope scope, Context context, SplittableRandom own, int level)
      throws Exception {
    switch (own.nextInt(KINDS_OF_STEPS)) {
      case 0, 1 -> fork(scope, own, level);
      case 2 -> join(scope, own, level);
      case 3 -> Thread.sleep(0, own.nextInt(500_000));
      case 4 -> scope.<Integer>channel(0).receiveOrClosed(context);
      case 5 -> Channel.never().receive(context);
      case 6 -> swallowInterrupt(own);
      case 7 -> nest(context, own);
      case 8 -> fail(own);
      case 9 -> stop(scope, own);
      default -> context.check();
    }
  }

  private Subtask<Void> fork(Scope scope, SplittableRandom own, int level) {
    long seed = level < DEEPEST ? own.nextLong() : 0;
    Subtask<Void> task = scope.fork(c -> seed == 0 ? null : act(scope, c, seed, level + 1));
    subtasks.add(task);
    return task;
  }

  private void join(Scope scope, SplittableRandom own, int level) throws Exception {
    try {
      fork(scope, own, level).join();
    } catch (ExecutionException e) {
      if (own.nextBoolean()) {
        throw e;
      }
    }
  }

  private static void swallowInterrupt(SplittableRandom own) {
    try {
      Thread.sleep(Duration.ofNanos(own.nextInt(2_000_000)));
    } catch (InterruptedException e) {
      // What a badly written task does.
      Thread.yield();
    }
  }

  private void nest(Context context, SplittableRandom own) throws Exception {
    if (depth < DEEPEST) {
      new RandomScope(context, own.nextLong(), depth + 1, violations).call();
      context.check();
    }
  }

  private static void fail(SplittableRandom own) throws IOException {
    if (own.nextInt(4) == 0) {
      throw new IOException("at random");
    }
  }

  private static void stop(Scope scope, SplittableRandom own) {
    if (own.nextInt(4) == 0) {
      scope.cancel(own.nextBoolean() ? null : new IOException("stopped at random"));
    }
  }
}
