package io.sluice.benchmarks;

import io.grpc.Context;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What the rivals have in common: many waiters parked on one thing that can be cancelled. */
interface Crowd {

  void cancel();

  /** Waits until the waiters, woken, have ended. */
  void join() throws InterruptedException;

  /**
   * Starts the waiters; all are parked when this returns.
   *
   * @param rival the name that a benchmark's parameter gives
   * @param times where each waiter says that it was woken
   */
  static Crowd of(String rival, WakeTimes times) throws InterruptedException {
    return switch (rival) {
      case "CountDownLatch" -> new OfLatch(times);
      case "Kotlin" -> new OfKotlin(new KotlinJobs(times.waiters(), times::woke));
      case "gRPC" -> new OfGrpc(times);
      default -> throw new IllegalArgumentException("unknown rival: " + rival);
    };
  }

  /** A latch of java.util.concurrent, the plain way without a library. */
  final class OfLatch implements Crowd {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final ParkedThreads threads;

    OfLatch(WakeTimes times) throws InterruptedException {
      threads = ParkedThreads.start(times, cancelled::await);
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }

    @Override
    public void join() throws InterruptedException {
      threads.join();
    }
  }

  /** Kotlin's coroutines: not threads, but what that library has in their place. */
  record OfKotlin(KotlinJobs jobs) implements Crowd {
    @Override
    public void cancel() {
      jobs.cancel();
    }

    @Override
    public void join() {
      jobs.join();
    }
  }

  /** gRPC's context, which calls listeners and leaves the waiting to its user. */
  final class OfGrpc implements Crowd {
    private final Context.CancellableContext context = Context.ROOT.withCancellation();
    private final ParkedThreads threads;

    OfGrpc(WakeTimes times) throws InterruptedException {
      threads = ParkedThreads.start(times, this::await);
    }

    private void await() {
      Thread waiter = Thread.currentThread();
      context.addListener(cancelled -> LockSupport.unpark(waiter), Runnable::run);
      while (!context.isCancelled()) {
        LockSupport.park(context);
      }
    }

    @Override
    public void cancel() {
      context.cancel(null);
    }

    @Override
    public void join() throws InterruptedException {
      threads.join();
    }
  }
}
