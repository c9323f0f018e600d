package io.sluice.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The bytes that one of many virtual threads takes while it waits to receive from one channel: of
 * the heap, so its stack is counted.
 *
 * <p>The frames of code that is not compiled yet take up to four times as much, so it is warmed up
 * until all is.
 */
@Warmup(iterations = 25)
@Measurement(iterations = 3)
@Fork(3)
public class WaiterMemoryBenchmark extends MemoryBenchmark {

  @Param("10000")
  int waiters;

  private volatile boolean released;

  @Benchmark
  public void receiver(UnbufferedAndFloor state, Bytes counted) throws InterruptedException {
    switch (state.impl) {
      case TokenRing.NAME -> countParked(counted);
      case "Kotlin" -> countCoroutines(counted);
      default -> countReceivers(Conduit.of(state.impl, 0), counted);
    }
  }

  private void countReceivers(Conduit conduit, Bytes counted) throws InterruptedException {
    long before = Bytes.live();
    ParkedThreads receivers = ParkedThreads.start(waiters, conduit::take, waiter -> {});
    count(before, counted);
    conduit.putAll(waiters);
    receivers.join();
  }

  private void countCoroutines(Bytes counted) {
    long before = Bytes.live();
    KotlinReceivers receivers = new KotlinReceivers(waiters);
    count(before, counted);
    receivers.release();
  }

  /** The floor: parked, and nothing else. */
  private void countParked(Bytes counted) throws InterruptedException {
    released = false;
    long before = Bytes.live();
    ParkedThreads parked = ParkedThreads.start(waiters, this::park, waiter -> {});
    count(before, counted);
    released = true;
    parked.unpark();
    parked.join();
  }

  private void count(long before, Bytes counted) {
    counted.bytes = (double) (Bytes.live() - before) / waiters;
  }

  private void park() {
    while (!released) {
      LockSupport.park(this);
    }
  }
}
