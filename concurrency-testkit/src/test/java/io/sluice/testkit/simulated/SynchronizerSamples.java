package io.sluice.testkit.simulated;

import static io.sluice.testkit.simulated.Sample.constant;
import static io.sluice.testkit.simulated.Sample.start;
import static io.sluice.testkit.simulated.Sample.varied;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Programs over locks and other synchronizers. */
@SuppressWarnings("LockNotBeforeTry") // short
final class SynchronizerSamples {

  private SynchronizerSamples() {}

  static List<Sample> all() {
    return List.of(
        varied("ReentrantLock", () -> locked(new ReentrantLock())),
        varied("ReentrantLock, fair", () -> locked(new ReentrantLock(true))),
        varied(
            "ReentrantReadWriteLock.writeLock",
            () -> locked(new ReentrantReadWriteLock().writeLock())),
        varied("ReentrantReadWriteLock", () -> readAndWrite(new ReentrantReadWriteLock())),
        varied("StampedLock", () -> readAndWrite(new StampedLock().asReadWriteLock())),
        varied("StampedLock.asWriteLock", () -> locked(new StampedLock().asWriteLock())),
        varied("StampedLock by stamps", SynchronizerSamples::stamps),
        constant("Condition", SynchronizerSamples::condition),
        varied("Lock.tryLock with a timeout", SynchronizerSamples::timedTryLock),
        varied("Semaphore", () -> semaphore(new Semaphore(1))),
        varied("Semaphore, fair", () -> semaphore(new Semaphore(1, true))),
        varied("CountDownLatch", SynchronizerSamples::latch),
        varied("CyclicBarrier", SynchronizerSamples::barrier),
        varied("Phaser", SynchronizerSamples::phaser),
        constant("LockSupport", SynchronizerSamples::park),
        varied("synchronized", SynchronizerSamples::monitor),
        constant("wait and notify", SynchronizerSamples::waitAndNotify),
        constant("Thread.join", SynchronizerSamples::join),
        varied("Thread.interrupt", SynchronizerSamples::interrupt));
  }

  /** Two threads append to a plain list, each twice. */
  private static Object locked(Lock lock) throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int id = 1; id <= 2; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                for (int i = 0; i < 2; i++) {
                  lock.lock();
                  try {
                    order.add(self);
                  } finally {
                    lock.unlock();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return order;
  }

  private static Object readAndWrite(ReadWriteLock lock) throws InterruptedException {
    int[] value = new int[1];
    int[] seen = new int[2];
    List<Thread> threads = new ArrayList<>();
    threads.add(
        start(
            () -> {
              lock.writeLock().lock();
              value[0] = 1;
              lock.writeLock().unlock();
            }));
    for (int id = 0; id < 2; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                lock.readLock().lock();
                seen[self] = value[0];
                lock.readLock().unlock();
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return List.of(seen[0], seen[1]);
  }

  private static Object stamps() throws InterruptedException {
    StampedLock lock = new StampedLock();
    int[] value = new int[1];
    Thread writer =
        start(
            () -> {
              long stamp = lock.writeLock();
              value[0] = 1;
              lock.unlockWrite(stamp);
            });
    long stamp = lock.readLock();
    int seen = value[0];
    long upgraded = lock.tryConvertToWriteLock(stamp);
    if (upgraded != 0) {
      value[0] += 10;
      lock.unlockWrite(upgraded);
    } else {
      lock.unlockRead(stamp);
    }
    writer.join();
    return List.of(seen, value[0]);
  }

  private static Object condition() throws InterruptedException {
    Lock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    int[] turn = new int[1];
    List<Integer> order = new ArrayList<>();
    Thread other =
        start(
            () -> {
              for (int i = 1; i < 4; i += 2) {
                takeTurn(lock, changed, turn, i, order);
              }
            });
    for (int i = 0; i < 4; i += 2) {
      takeTurn(lock, changed, turn, i, order);
    }
    other.join();
    return order;
  }

  private static void takeTurn(
      Lock lock, Condition changed, int[] turn, int mine, List<Integer> order)
      throws InterruptedException {
    lock.lock();
    try {
      while (turn[0] != mine) {
        changed.await();
      }
      order.add(mine);
      turn[0]++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Object timedTryLock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    int[] value = new int[1];
    Thread holder =
        start(
            () -> {
              lock.lock();
              try {
                value[0] = 1;
                Thread.sleep(3_600_000);
              } finally {
                lock.unlock();
              }
            });
    boolean locked = lock.tryLock(1, TimeUnit.HOURS);
    int seen = locked ? value[0] : -1;
    if (locked) {
      lock.unlock();
    }
    holder.join();
    return seen;
  }

  private static Object semaphore(Semaphore semaphore) throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                semaphore.acquire();
                order.add(self);
                semaphore.release();
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return order;
  }

  private static Object latch() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(2);
    int[] parts = new int[2];
    start(
        () -> {
          parts[0] = 1;
          latch.countDown();
        });
    start(
        () -> {
          parts[1] = 2;
          latch.countDown();
        });
    long before = latch.getCount();
    latch.await();
    return List.of(before, parts[0] + parts[1]);
  }

  private static Object barrier() throws InterruptedException {
    int[] parts = new int[2];
    int[] sum = new int[1];
    int[] arrivals = new int[2];
    CyclicBarrier barrier = new CyclicBarrier(2, () -> sum[0] += parts[0] + parts[1]);
    List<Thread> threads = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                for (int round = 0; round < 2; round++) {
                  parts[self] = sum[0] + 1;
                  arrivals[self] = barrier.await();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return List.of(sum[0], arrivals[0]);
  }

  private static Object phaser() throws InterruptedException {
    Phaser phaser = new Phaser(1);
    int[] parts = new int[2];
    List<Integer> arrived = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      int self = id;
      phaser.register();
      start(
          () -> {
            parts[self] = self + 1;
            phaser.arriveAndAwaitAdvance();
            phaser.arriveAndDeregister();
          });
    }
    arrived.add(phaser.getArrivedParties());
    phaser.arriveAndAwaitAdvance();
    arrived.add(parts[0] + parts[1]);
    return arrived;
  }

  private static Object park() throws InterruptedException {
    Thread root = Thread.currentThread();
    Handed handed = new Handed();
    start(
        () -> {
          handed.value = 1;
          handed.ready = true;
          LockSupport.unpark(root);
        });
    while (!handed.ready) {
      LockSupport.park();
    }
    return handed.value;
  }

  private static final class Handed {
    private int value;
    private volatile boolean ready;
  }

  private static Object monitor() throws InterruptedException {
    Object monitor = new Object();
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                for (int i = 0; i < 2; i++) {
                  synchronized (monitor) {
                    order.add(self);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return order;
  }

  private static Object waitAndNotify() throws InterruptedException {
    Object monitor = new Object();
    int[] turn = new int[1];
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int id = 0; id < 3; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                synchronized (monitor) {
                  while (turn[0] != self) {
                    monitor.wait();
                  }
                  order.add(self);
                  turn[0]++;
                  monitor.notifyAll();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return order;
  }

  private static Object join() throws InterruptedException {
    int[] value = {1};
    Thread child = start(() -> value[0]++);
    child.join();
    value[0]++;
    Thread second = start(() -> value[0]++);
    boolean ended = second.join(java.time.Duration.ofHours(1));
    return List.of(ended, value[0]);
  }

  private static Object interrupt() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Thread child =
        start(
            () -> {
              boolean early = Thread.currentThread().isInterrupted();
              try {
                Thread.sleep(1_000);
                seen.add("slept");
              } catch (InterruptedException e) {
                seen.add(early ? "interrupted before" : "interrupted");
              }
            });
    child.interrupt();
    child.join();
    return seen;
  }
}
