package io.sluice.testkit.simulation;

import io.sluice.testkit.agent.Sites;
import io.sluice.testkit.hook.Handler;
import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes what rewritten code reports to the run that the calling thread belongs to, if any. */
final class SimulationHandler implements Handler {

  /** The run whose code the current thread executes, or null. */
  static @Nullable Run current() {
    Thread thread = Thread.currentThread();
    if (thread.isVirtual()) {
      return JdkThreads.scheduler(thread) instanceof SimulatedPool pool ? pool.run() : null;
    }
    return thread instanceof Carrier carrier ? carrier.current() : null;
  }

  private static @Nullable RaceDetector races() {
    Run run = current();
    return run == null ? null : run.races();
  }

  @Override
  public long nanoTime() {
    Run run = current();
    return run == null ? System.nanoTime() : run.time().nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    Run run = current();
    return run == null ? System.currentTimeMillis() : run.time().instant().toEpochMilli();
  }

  @Override
  public @Nullable Instant instant() {
    Run run = current();
    return run == null ? null : run.time().instant();
  }

  @Override
  public void point(int site) {
    Run run = current();
    if (run != null) {
      run.point(site);
    }
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // it is what the rewritten code says
  public void yieldNow() {
    Run run = current();
    if (run == null) {
      Thread.yield();
    } else {
      run.giveWay();
    }
  }

  @Override
  public void onSpinWait(int site) {
    Run run = current();
    if (run != null && run.weaves(site)) {
      run.giveWay();
    } else {
      Thread.onSpinWait();
    }
  }

  @Override
  public boolean spurious(int site) {
    Run run = current();
    return run != null && run.spurious(site);
  }

  @Override
  public void read(@Nullable Object owner, int site) {
    access(owner, site, Sites.get(site).subject(), false);
  }

  @Override
  public void write(@Nullable Object owner, int site) {
    access(owner, site, Sites.get(site).subject(), true);
  }

  @Override
  public void readElement(@Nullable Object array, int index, int site) {
    access(array, site, index, false);
  }

  @Override
  public void writeElement(@Nullable Object array, int index, int site) {
    access(array, site, index, true);
  }

  @Override
  public void call(@Nullable Object receiver, int site) {
    if (receiver == null || races() == null) {
      return;
    }
    Class<?> type = receiver.getClass();
    if (JdkCollections.isUnsynchronized(type)) {
      String method = Sites.get(site).subject();
      access(
          receiver,
          site,
          "the contents of a " + type.getSimpleName(),
          !JdkCollections.isReading(method));
    } else if (JdkCollections.isSynchronized(type)) {
      sync(receiver);
    }
  }

  private static void access(@Nullable Object owner, int site, Object name, boolean write) {
    Run run = current();
    if (run == null || owner == null || run.races() == null || !run.weaves(site)) {
      return;
    }
    run.point(site);
    // The run may have ended while this thread was stopped.
    RaceDetector races = run.races();
    if (races == null) {
      return;
    }
    if (write) {
      races.write(owner, name, site);
    } else {
      races.read(owner, name, site);
    }
  }

  @Override
  public void acquire(@Nullable Object lock) {
    RaceDetector races = races();
    if (races != null && lock != null) {
      races.acquire(lock);
    }
  }

  @Override
  public void release(@Nullable Object lock) {
    RaceDetector races = races();
    if (races != null && lock != null) {
      races.release(lock);
    }
  }

  @Override
  public void sync(@Nullable Object synchronizer) {
    RaceDetector races = races();
    if (races != null && synchronizer != null) {
      races.acquire(synchronizer);
      races.release(synchronizer);
    }
  }

  @Override
  public void joined(@Nullable Thread thread) {
    RaceDetector races = races();
    if (races != null && thread != null) {
      races.joined(thread);
    }
  }

  @Override
  public void unblocking(Object thread) {
    MonitorHandOffs.unblocking(thread);
  }

  @Override
  public void unblocked(Object thread) {
    MonitorHandOffs.unblocked(thread);
  }

  @Override
  public ForkJoinPool asyncPool(ForkJoinPool original) {
    Run run = current();
    return run == null ? original : run.async();
  }

  @Override
  public boolean delayed(Delayed task) {
    Run run = current();
    if (run == null || !(task instanceof ForkJoinTask<?> delayed)) {
      return false;
    }
    // A thread of its own, as what it runs may start threads, and the carrier's would be outside.
    run.time()
        .after(
            task.getDelay(TimeUnit.NANOSECONDS),
            () -> run.newInternalThread("delayed", delayed::quietlyInvoke).start(),
            delayed::isDone);
    return true;
  }

  @Override
  public long randomSeed() {
    Run run = current();
    return run == null ? System.nanoTime() : run.randomSeed();
  }

  @Override
  public boolean simulated() {
    return current() != null;
  }

  @Override
  public @Nullable Object local(Class<?> type) {
    Run run = current();
    return run == null ? null : run.local(type);
  }

  @Override
  public void setLocal(Object object) {
    Run run = current();
    if (run != null) {
      run.setLocal(object);
    }
  }

  @Override
  public Thread thread(String name, Runnable task) {
    Run run = current();
    if (run == null) {
      throw new IllegalStateException("not in a simulation");
    }
    return run.newInternalThread(name, task);
  }
}
