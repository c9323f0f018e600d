package io.sluice.benchmarks;

import io.grpc.Context;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
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
   * @param impl the name that a benchmark's parameter gives
   * @param times where each waiter says that it was woken
   */
  static Crowd of(String impl, WakeTimes times) {
    return switch (impl) {
      case "Sluice-receive" -> new OfSluice(times, OfSluice::awaitReceive);
      case "Sluice-done" -> new OfSluice(times, OfSluice::awaitDone);
      case "CountDownLatch" -> new OfLatch(times);
      case "Kotlin" -> new OfKotlin(new KotlinJobs(times.waiters(), times::woke));
      case "gRPC" -> new OfGrpc(times);
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Sluice's own contexts. */
  final class OfSluice implements Crowd {
    private final CancellableContext context = io.sluice.context.Context.background().withCancel();
    private final Channel<Integer> channel = Channel.unbuffered();
    private final ParkedThreads threads;

    OfSluice(WakeTimes times, WaitOn wait) {
      threads = ParkedThreads.start(times.waiters(), () -> wait.await(this), times::woke);
    }

    /** One of the two ways to wait. */
    interface WaitOn {
      void await(OfSluice crowd) throws InterruptedException;
    }

    /** Waits in an operation that the cancellation ends. */
    private void awaitReceive() throws InterruptedException {
      try {
        Integer received = channel.receive(context);
        throw new AssertionError("nobody sent " + received);
      } catch (CancelledException e) {
        // What was waited for.
      }
    }

    /** Waits for the cancellation itself. */
    private void awaitDone() throws InterruptedException {
      if (!context.done().receiveOrClosed().isClosed()) {
        throw new AssertionError("the channel of a done context is open");
      }
    }

    @Override
    public void cancel() {
      context.cancel();
    }

    @Override
    public void join() throws InterruptedException {
      threads.join();
    }
  }

  /** A latch of java.util.concurrent, the plain way without a library. */
  final class OfLatch implements Crowd {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final ParkedThreads threads;

    OfLatch(WakeTimes times) {
      threads = ParkedThreads.start(times.waiters(), cancelled::await, times::woke);
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

    OfGrpc(WakeTimes times) {
      threads = ParkedThreads.start(times.waiters(), this::await, times::woke);
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
