package io.sluice.benchmarks;

import io.grpc.Context;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the rivals have in common: a context with a timeout, under a parent that can be cancelled.
 */
interface TimedContext extends AutoCloseable {

  /** Far enough away never to pass meanwhile. */
  int TIMEOUT_SECONDS = 30;

  /**
   * Makes a context with a timeout, asks it once whether it is done, and closes it.
   *
   * @return whether it was done
   */
  boolean createCheckClose() throws InterruptedException;

  /** Releases the parent. */
  @Override
  void close();

  /**
   * Makes the parent.
   *
   * @param impl the name that a benchmark's parameter gives
   */
  static TimedContext of(String impl) {
    return switch (impl) {
      case "Sluice" -> new OfSluice(io.sluice.context.Context.background().withCancel());
      case "gRPC" -> new OfGrpc();
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Sluice's own contexts. */
  record OfSluice(CancellableContext parent) implements TimedContext {

    private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);

    @Override
    public boolean createCheckClose() throws CancelledException {
      try (var context = parent.withTimeout(TIMEOUT)) {
        context.check();
        return false;
      }
    }

    @Override
    public void close() {
      parent.close();
    }
  }

  /** gRPC's context, with the scheduler that its users bring along. */
  final class OfGrpc implements TimedContext {
    private final Context.CancellableContext parent = Context.ROOT.withCancellation();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    OfGrpc() {
      // As gRPC does with its own, or the queue would keep each timer for the whole timeout.
      scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean createCheckClose() {
      try (var context = parent.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS, scheduler)) {
        return context.isCancelled();
      }
    }

    @Override
    public void close() {
      parent.close();
      scheduler.shutdownNow();
    }
  }
}
