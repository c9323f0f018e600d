package io.sluice.testkit.simulated;

import static io.sluice.testkit.simulated.Sample.constant;
import static io.sluice.testkit.simulated.Sample.start;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Programs whose accesses are ordered by the language's own means. */
final class OrderedAccessSamples {

  private OrderedAccessSamples() {}

  static List<Sample> all() {
    return List.of(
        constant("volatile", OrderedAccessSamples::volatileFlag),
        constant("VarHandle", OrderedAccessSamples::varHandle),
        constant("AtomicReference", OrderedAccessSamples::atomicReference),
        constant("AtomicIntegerFieldUpdater", OrderedAccessSamples::fieldUpdater),
        constant("AtomicIntegerArray", OrderedAccessSamples::atomicArray),
        constant("LongAdder", OrderedAccessSamples::adder),
        constant("synchronized method", OrderedAccessSamples::synchronizedMethod),
        constant("synchronized static method", OrderedAccessSamples::synchronizedStatic),
        constant("synchronized list", OrderedAccessSamples::synchronizedList),
        constant("final field", OrderedAccessSamples::finalField),
        constant("class initialization", OrderedAccessSamples::classInitialization),
        constant("Thread.isAlive", OrderedAccessSamples::isAlive),
        constant("ExecutorService.close", OrderedAccessSamples::executorClose));
  }

  private static final class Shared {
    private static final VarHandle READY;
    private static final AtomicIntegerFieldUpdater<Shared> STATE =
        AtomicIntegerFieldUpdater.newUpdater(Shared.class, "state");

    static {
      try {
        READY = MethodHandles.lookup().findVarHandle(Shared.class, "ready", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private int value;
    private boolean ready;
    private volatile boolean flag;
    private volatile int state;

    private synchronized void increment() {
      value++;
    }

    private synchronized int value() {
      return value;
    }
  }

  private static Object volatileFlag() {
    Shared shared = new Shared();
    start(
        () -> {
          shared.value = 1;
          shared.flag = true;
        });
    while (!shared.flag) {
      Thread.onSpinWait();
    }
    return shared.value;
  }

  private static Object varHandle() {
    Shared shared = new Shared();
    start(
        () -> {
          shared.value = 1;
          Shared.READY.setRelease(shared, true);
        });
    while (!(boolean) Shared.READY.getAcquire(shared)) {
      Thread.onSpinWait();
    }
    return shared.value;
  }

  private static Object atomicReference() {
    AtomicReference<int[]> reference = new AtomicReference<>();
    start(() -> reference.compareAndSet(null, new int[] {1}));
    int[] seen = reference.get();
    while (seen == null) {
      Thread.yield();
      seen = reference.get();
    }
    return seen[0];
  }

  private static Object fieldUpdater() {
    Shared shared = new Shared();
    start(
        () -> {
          shared.value = 1;
          Shared.STATE.incrementAndGet(shared);
        });
    while (Shared.STATE.get(shared) == 0) {
      Thread.yield();
    }
    return shared.value;
  }

  private static Object atomicArray() {
    AtomicIntegerArray flags = new AtomicIntegerArray(2);
    int[] value = new int[1];
    start(
        () -> {
          value[0] = 1;
          flags.set(1, 1);
        });
    while (flags.get(1) == 0) {
      Thread.yield();
    }
    return value[0];
  }

  private static Object adder() throws InterruptedException {
    LongAdder adder = new LongAdder();
    Thread one = start(adder::increment);
    Thread two = start(adder::increment);
    one.join();
    two.join();
    return adder.sum();
  }

  private static Object synchronizedMethod() {
    Shared shared = new Shared();
    start(shared::increment);
    start(shared::increment);
    while (shared.value() < 2) {
      Thread.yield();
    }
    return shared.value();
  }

  private static int total;

  private static synchronized int add(int amount) {
    total += amount;
    return total;
  }

  private static Object synchronizedStatic() throws InterruptedException {
    Thread one = start(() -> add(1));
    Thread two = start(() -> add(-1));
    one.join();
    two.join();
    return add(0);
  }

  private static Object synchronizedList() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    Thread one = start(() -> list.add(1));
    list.add(2);
    one.join();
    return list.size();
  }

  private record Immutable(int value) {}

  private static Object finalField() {
    AtomicReference<Immutable> reference = new AtomicReference<>();
    start(() -> reference.set(new Immutable(1)));
    Immutable seen = reference.get();
    return seen == null ? 1 : seen.value();
  }

  /** Initialized once in a JVM: in the first schedule of the first exploration. */
  private static final class Lazy {
    private static final int[] TABLE = new int[] {1, 2};
    private static int plain = 3;
  }

  private static Object classInitialization() throws InterruptedException {
    Thread other =
        start(
            () -> {
              if (Lazy.TABLE[0] + Lazy.plain != 4) {
                throw new AssertionError("not initialized");
              }
            });
    int sum = Lazy.TABLE[1] + Lazy.plain;
    other.join();
    return sum;
  }

  private static Object isAlive() {
    int[] value = new int[1];
    Thread child = start(() -> value[0] = 1);
    while (child.isAlive()) {
      Thread.yield();
    }
    return value[0];
  }

  private static Object executorClose() {
    int[] value = new int[2];
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.execute(() -> value[0] = 1);
      executor.execute(() -> value[1] = 2);
    }
    return value[0] + value[1];
  }
}
