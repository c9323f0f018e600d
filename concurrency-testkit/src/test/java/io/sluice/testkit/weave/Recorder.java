package io.sluice.testkit.weave;

import io.sluice.testkit.agent.Sites;
import io.sluice.testkit.hook.Handler;
import io.sluice.testkit.hook.Hooks;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;

/** Records what one thread calls, while it is open; answers as if there were no simulation. */
final class Recorder implements Handler, AutoCloseable {

  /** What was called, with which object, and where. */
  record Call(String hook, Object object, Sites.Site site) {

    @SuppressWarnings("ReferenceEquality") // the very object is meant
    boolean isWith(Object other) {
      return object == other;
    }

    @Override
    public String toString() {
      return hook + (site == null ? "" : "(" + site.subject() + ")");
    }
  }

  private final Thread recorded = Thread.currentThread();
  private final List<Call> calls = new ArrayList<>();
  private final Map<Class<?>, Object> locals = new HashMap<>();
  private final Object previous;

  /** Threads that enter a monitor; added to by several. */
  final Queue<Object> entered = new ConcurrentLinkedQueue<>();

  long nanos = 1_000;
  boolean spurious;
  boolean simulated;
  Instant instant;
  boolean takesDelayed;
  Runnable onSync = () -> {};

  Recorder() {
    try {
      Field handler = Hooks.class.getDeclaredField("handler");
      handler.setAccessible(true);
      previous = handler.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Hooks has no handler", e);
    }
    Hooks.install(this);
  }

  @Override
  public void close() {
    Hooks.install((Handler) previous);
  }

  List<Call> take() {
    List<Call> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  private boolean isRecorded() {
    return Thread.currentThread() == recorded;
  }

  private void add(String hook, Object object, int site) {
    if (isRecorded()) {
      calls.add(new Call(hook, object, site < 0 ? null : Sites.get(site)));
    }
  }

  @Override
  public long nanoTime() {
    return isRecorded() && simulated ? nanos : System.nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    return isRecorded() && simulated ? nanos / 1_000 : System.currentTimeMillis();
  }

  @Override
  public Instant instant() {
    return isRecorded() ? instant : null;
  }

  @Override
  public void point(int site) {
    add("point", null, site);
  }

  @Override
  public void yieldNow() {
    add("yieldNow", null, -1);
  }

  @Override
  public void onSpinWait(int site) {
    add("onSpinWait", null, -1);
  }

  @Override
  public boolean spurious(int site) {
    add("spurious", null, site);
    return spurious;
  }

  @Override
  public void read(Object owner, int site) {
    add("read", owner, site);
  }

  @Override
  public void write(Object owner, int site) {
    add("write", owner, site);
  }

  @Override
  public void readElement(Object array, int index, int site) {
    add("readElement", array, site);
  }

  @Override
  public void writeElement(Object array, int index, int site) {
    add("writeElement", array, site);
  }

  @Override
  public void call(Object receiver, int site) {
    add("call", receiver, site);
  }

  @Override
  public void acquire(Object lock) {
    add("acquire", lock, -1);
  }

  @Override
  public void release(Object lock) {
    add("release", lock, -1);
  }

  @Override
  public void sync(Object synchronizer) {
    add("sync", synchronizer, -1);
    if (isRecorded()) {
      onSync.run();
    }
  }

  @Override
  public void joined(Thread thread) {
    add("joined", thread, -1);
  }

  @Override
  public void unblocking(Object thread) {
    entered.add(thread);
  }

  @Override
  public void unblocked(Object thread) {
    entered.add(thread);
  }

  @Override
  public ForkJoinPool asyncPool(ForkJoinPool original) {
    add("asyncPool", original, -1);
    return original;
  }

  @Override
  public boolean delayed(Delayed task) {
    add("delayed", task, -1);
    return isRecorded() && takesDelayed;
  }

  @Override
  public boolean simulated() {
    return isRecorded() && simulated;
  }

  @Override
  public Object local(Class<?> type) {
    return isRecorded() ? locals.get(type) : null;
  }

  @Override
  public void setLocal(Object object) {
    locals.put(object.getClass(), object);
  }

  @Override
  public Thread thread(String name, Runnable task) {
    return Thread.ofVirtual().name(name).unstarted(task);
  }

  @Override
  public long randomSeed() {
    return 0;
  }
}
