package io.sluice.testkit.weave.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** One method for each kind of instruction that is woven. */
@SuppressWarnings({
  "WaitNotInLoop",
  "ThreadJoinLoop",
  "RefactorSwitch",
  "RefactorSwitch",
  "Finally"
}) // kinds of code, not good code
public class Account {

  private static final VarHandle VERSION;
  private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final AtomicIntegerFieldUpdater<Account> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Account.class, "state");

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(Account.class, "version", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static double total;
  private static volatile long sharedSequence;

  public int small;
  public long big;
  public double real;
  public Object any;
  public volatile long version;
  public volatile int state;
  public final AtomicLong atomic = new AtomicLong();
  public final ReentrantLock lock = new ReentrantLock();
  public final Condition changed = lock.newCondition();
  public final List<String> names = new ArrayList<>();

  public long fields(int value) {
    small = value;
    big = value * 2L;
    real = value * 4.0;
    any = "x";
    total = real;
    return small + big + (long) real + (long) total + (any == null ? 100 : 0);
  }

  public long volatiles(long value) {
    version = value;
    sharedSequence = version + 1;
    return sharedSequence;
  }

  public static int everyArray() {
    boolean[] booleans = {true};
    byte[] bytes = {1};
    char[] chars = {2};
    short[] shorts = {3};
    int[] ints = {4};
    long[] longs = {5};
    float[] floats = {6};
    double[] doubles = {7};
    String[] strings = {"12345678"};
    longs[0] += 10;
    return (booleans[0] ? 1 : 0)
        + bytes[0]
        + chars[0]
        + shorts[0]
        + ints[0]
        + (int) longs[0]
        + (int) floats[0]
        + (int) doubles[0]
        + strings[0].length();
  }

  public boolean handles(long[] longs) {
    boolean swapped = VERSION.compareAndSet(this, version, 42L);
    long before = (long) ELEMENTS.getAndAdd(longs, 0, 5L);
    return swapped && before == 1 && STATE.compareAndSet(this, state, 9);
  }

  public long atomics() {
    return atomic.addAndGet(3) + atomic.accumulateAndGet(4L, Long::sum);
  }

  public int collections() {
    names.add("a");
    names.add(0, "b");
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(name);
    }
    return joined.length();
  }

  public int block(Object monitor) {
    synchronized (monitor) {
      while (small < 3) {
        small++;
      }
      if (small == 3) {
        return small;
      }
    }
    return -1;
  }

  public synchronized int guarded(int value) {
    try {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
      return value;
    } finally {
      small = value;
    }
  }

  public static synchronized long guardedStatic(long value) {
    return value;
  }

  public int callsGuarded() {
    return guarded(5);
  }

  public String waits(long millis) throws InterruptedException {
    synchronized (this) {
      wait();
      wait(millis);
      wait(millis, 1);
    }
    lock.lock();
    try {
      changed.await();
      boolean awaited = changed.await(millis, TimeUnit.MILLISECONDS);
      long left = changed.awaitNanos(TimeUnit.HOURS.toNanos(1));
      return awaited + " " + (left > 0);
    } finally {
      lock.unlock();
    }
  }

  public Thread.State threads(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    Thread.yield();
    Thread.onSpinWait();
    return thread.getState();
  }

  public long clocks() {
    return System.nanoTime() + System.currentTimeMillis();
  }

  public int lambda() {
    IntSupplier supplier = () -> small + 1;
    return supplier.getAsInt();
  }

  public int control(int value) {
    int result = 0;
    for (int i = 0; i < value; i++) {
      try {
        switch (i % 3) {
          case 0 -> result += small;
          case 1 -> throw new IllegalStateException();
          default -> result += 10;
        }
      } catch (IllegalStateException e) {
        result += 100;
      } finally {
        small++;
      }
    }
    return result;
  }
}
