package io.sluice.testkit.simulated;

import static io.sluice.testkit.simulated.Sample.start;
import static io.sluice.testkit.simulated.Sample.varied;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Programs that hand plain objects from thread to thread. */
final class QueueSamples {

  private QueueSamples() {}

  static List<Sample> all() {
    return List.of(
        blocking("ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(1)),
        blocking("ArrayBlockingQueue, fair", () -> new ArrayBlockingQueue<>(1, true)),
        blocking("LinkedBlockingQueue", LinkedBlockingQueue::new),
        blocking("LinkedBlockingQueue of one", () -> new LinkedBlockingQueue<>(1)),
        blocking("LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(1)),
        blocking(
            "PriorityBlockingQueue",
            () -> new PriorityBlockingQueue<>(2, Comparator.comparingInt(box -> box[0]))),
        blocking("SynchronousQueue", SynchronousQueue::new),
        blocking("SynchronousQueue, fair", () -> new SynchronousQueue<>(true)),
        blocking("LinkedTransferQueue", LinkedTransferQueue::new),
        varied("LinkedTransferQueue.transfer", QueueSamples::transfer),
        varied("BlockingQueue.poll with a timeout", QueueSamples::timedPoll),
        varied("DelayQueue", QueueSamples::delayQueue),
        polled("ConcurrentLinkedQueue", ConcurrentLinkedQueue::new),
        polled("ConcurrentLinkedDeque", ConcurrentLinkedDeque::new),
        varied("Exchanger", QueueSamples::exchanger));
  }

  private static Sample blocking(String name, Supplier<BlockingQueue<int[]>> queues) {
    return varied(name, () -> twoProducers(queues.get()));
  }

  private static Object twoProducers(BlockingQueue<int[]> queue) throws InterruptedException {
    for (int value = 1; value <= 2; value++) {
      int sent = value;
      start(
          () -> {
            int[] box = new int[1];
            box[0] = sent;
            queue.put(box);
          });
    }
    List<Integer> received = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      received.add(queue.take()[0]);
    }
    return received;
  }

  private static Object transfer() throws InterruptedException {
    LinkedTransferQueue<int[]> queue = new LinkedTransferQueue<>();
    int[] returned = new int[2];
    Thread sender =
        start(
            () -> {
              queue.transfer(new int[] {1});
              returned[0] = 1;
            });
    boolean waited = queue.hasWaitingConsumer();
    int first = queue.take()[0];
    boolean done = !sender.isAlive();
    sender.join();
    return List.of(waited, first, done, returned[0]);
  }

  private static Object timedPoll() throws InterruptedException {
    ArrayBlockingQueue<int[]> queue = new ArrayBlockingQueue<>(2);
    start(
        () -> {
          Thread.sleep(1_000);
          queue.put(new int[] {1});
        });
    int[] box = queue.poll(1, TimeUnit.SECONDS);
    return box == null ? "none" : box[0];
  }

  private record Due(int value, long nanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(nanos, ((Due) other).nanos);
    }
  }

  private static Object delayQueue() throws InterruptedException {
    DelayQueue<Due> queue = new DelayQueue<>();
    long due = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    for (int value = 1; value <= 2; value++) {
      int put = value;
      start(() -> queue.put(new Due(put, due)));
    }
    return List.of(queue.take().value(), queue.take().value());
  }

  private static Sample polled(String name, Supplier<Queue<int[]>> queues) {
    return varied(
        name,
        () -> {
          Queue<int[]> queue = queues.get();
          start(() -> queue.add(new int[] {1}));
          start(() -> queue.add(new int[] {2}));
          List<Integer> received = new ArrayList<>();
          while (received.size() < 2) {
            int[] box = queue.poll();
            if (box == null) {
              Thread.yield();
            } else {
              received.add(box[0]);
            }
          }
          return received;
        });
  }

  private static Object exchanger() throws InterruptedException {
    Exchanger<int[]> exchanger = new Exchanger<>();
    Set<String> pairs = new ConcurrentSkipListSet<>();
    List<Thread> threads = new ArrayList<>();
    for (int value = 1; value <= 4; value++) {
      int[] mine = {value};
      threads.add(
          start(
              () -> {
                int other = exchanger.exchange(mine)[0];
                pairs.add(Math.min(mine[0], other) + "-" + Math.max(mine[0], other));
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(pairs);
  }
}
