package io.sluice.benchmarks;

import com.softwaremill.jox.Channel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/** What the rivals have in common: a blocking put and a blocking take. */
interface Conduit {

  void put(Integer element) throws InterruptedException;

  Integer take() throws InterruptedException;

  /**
   * Makes an empty conduit.
   *
   * @param rival the name that a benchmark's parameter gives
   * @param capacity how many elements it holds without a taker; 0 for rendezvous
   */
  static Conduit of(String rival, int capacity) {
    return switch (rival) {
      case "Sluice" -> new OfSluice(io.sluice.channel.Channel.buffered(capacity));
      case "Jox" -> new OfJox(capacity == 0 ? Channel.newRendezvousChannel() : jox(capacity));
      case "SynchronousQueue" -> new OfQueue(new SynchronousQueue<>());
      case "SynchronousQueue-fair" -> new OfQueue(new SynchronousQueue<>(true));
      case "ArrayBlockingQueue" -> new OfQueue(new ArrayBlockingQueue<>(capacity));
      case "LinkedBlockingQueue" -> new OfQueue(new LinkedBlockingQueue<>(capacity));
      default -> throw new IllegalArgumentException("unknown rival: " + rival);
    };
  }

  private static Channel<Integer> jox(int capacity) {
    return Channel.newBufferedChannel(capacity);
  }

  /** Sluice's own channels. */
  record OfSluice(io.sluice.channel.Channel<Integer> channel) implements Conduit {
    @Override
    public void put(Integer element) throws InterruptedException {
      channel.send(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return channel.receive();
    }
  }

  /** Jox's channels. */
  record OfJox(Channel<Integer> channel) implements Conduit {
    @Override
    public void put(Integer element) throws InterruptedException {
      channel.send(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return channel.receive();
    }
  }

  /** The queues of java.util.concurrent. */
  record OfQueue(BlockingQueue<Integer> queue) implements Conduit {
    @Override
    public void put(Integer element) throws InterruptedException {
      queue.put(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return queue.take();
    }
  }
}
