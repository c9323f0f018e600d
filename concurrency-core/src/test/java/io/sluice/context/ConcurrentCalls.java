package io.sluice.context;

import io.sluice.channel.Channel;
import io.sluice.context.BlockingCall.Blocking;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** The calls that wait for other threads. */
final class ConcurrentCalls {

  private ConcurrentCalls() {}

  static List<BlockingCall> all() {
    return List.of(
        throwing("Thread.sleep", () -> sleep()),
        throwing("Thread.join", () -> joinOther()),
        throwing("Object.wait", () -> waitForNotify()),
        throwing("BlockingQueue.take", () -> new LinkedBlockingQueue<String>().take()),
        throwing("Semaphore.acquire", () -> acquireNone()),
        throwing("CountDownLatch.await", () -> awaitLatch()),
        throwing("Future.get", () -> new CompletableFuture<String>().get()),
        throwing("ReceiveChannel.receive", () -> Channel.<String>unbuffered().receive()),
        new BlockingCall(
            "Lock.lockInterruptibly",
            Reaction.THROWS,
            Reaction.THROWS,
            () ->
                new HeldLock() {
                  @Override
                  void acquire() throws InterruptedException {
                    lock.lockInterruptibly();
                  }
                }),
        new BlockingCall(
            "Lock.lock",
            Reaction.IGNORES,
            Reaction.IGNORES,
            () ->
                new HeldLock() {
                  @Override
                  void acquire() {
                    lock.lock();
                  }
                }),
        new BlockingCall("synchronized", Reaction.IGNORES, Reaction.IGNORES, HeldMonitor::new),
        new BlockingCall(
            "CompletableFuture.join", Reaction.IGNORES, Reaction.IGNORES, JoinedFuture::new));
  }

  private static BlockingCall throwing(String name, Callable<?> call) {
    return new BlockingCall(name, Reaction.THROWS, Reaction.THROWS, () -> call::call);
  }

  private static Object sleep() throws InterruptedException {
    Thread.sleep(Threads.DEADLINE.multipliedBy(2));
    return "slept";
  }

  private static Object joinOther() throws InterruptedException {
    Thread other = Thread.ofPlatform().daemon().start(() -> awaitForEver());
    other.join();
    return "joined";
  }

  private static void awaitForEver() {
    try {
      awaitLatch();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  @SuppressWarnings({"WaitNotInLoop", "NakedNotify"}) // nobody ever notifies
  private static Object waitForNotify() throws InterruptedException {
    Object monitor = new Object();
    synchronized (monitor) {
      monitor.wait();
    }
    return "notified";
  }

  private static Object acquireNone() throws InterruptedException {
    new Semaphore(0).acquire();
    return "acquired";
  }

  private static Object awaitLatch() throws InterruptedException {
    new CountDownLatch(1).await();
    return "opened";
  }

  /** A lock that another thread holds. */
  private abstract static class HeldLock implements Blocking {

    final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch mayRelease = new CountDownLatch(1);
    private final Outcome<Void> holder = Threads.start(ThreadKind.PLATFORM, this::hold);

    HeldLock() {
      Threads.await(lock::isLocked, "the lock to be held");
    }

    abstract void acquire() throws InterruptedException;

    private void hold() throws InterruptedException {
      lock.lock();
      try {
        mayRelease.await();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Object call() throws InterruptedException {
      acquire();
      try {
        return "locked";
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void release() {
      mayRelease.countDown();
      holder.result();
    }

    @Override
    public void close() {
      release();
    }
  }

  /** A monitor that another thread holds. */
  private static final class HeldMonitor implements Blocking {

    private final Object monitor = new Object();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch mayRelease = new CountDownLatch(1);
    private final Outcome<Void> holder = Threads.start(ThreadKind.PLATFORM, this::hold);

    HeldMonitor() throws InterruptedException {
      held.await();
    }

    private void hold() throws InterruptedException {
      synchronized (monitor) {
        held.countDown();
        mayRelease.await();
      }
    }

    @Override
    public Object call() {
      synchronized (monitor) {
        return "entered";
      }
    }

    @Override
    public void release() {
      mayRelease.countDown();
      holder.result();
    }

    @Override
    public void close() {
      release();
    }
  }

  private static final class JoinedFuture implements Blocking {

    private final CompletableFuture<String> future = new CompletableFuture<>();

    @Override
    public Object call() {
      return future.join();
    }

    @Override
    public void release() {
      future.complete("completed");
    }
  }
}
