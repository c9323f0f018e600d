package io.sluice.benchmarks;

import com.softwaremill.jox.Channel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/** What the rivals have in common: a blocking put and a blocking take. */
interface Conduit {

  void put(Integer element) throws InterruptedException;

  Integer take() throws InterruptedException;

  /** What the elements go through, without the wrapper. */
  Object channel();

  /** Puts the numbers below one. */
  default void putAll(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      put(i);
    }
  }

  /**
   * Takes a number of elements.
   *
   * @return their sum
   */
  default long takeAll(int count) throws InterruptedException {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += take();
    }
    return sum;
  }

  /**
   * Makes an empty conduit.
   *
   * @param impl the name that a benchmark's parameter gives
   * @param capacity how many elements it holds without a taker; 0 for rendezvous
   */
  static Conduit of(String impl, int capacity) {
    return switch (impl) {
      case "Sluice" -> new OfSluice(io.sluice.channel.Channel.buffered(capacity));
      case "Jox" -> new OfJox(jox(capacity));
      case "SynchronousQueue" -> new OfQueue(new SynchronousQueue<>());
      case "SynchronousQueue-fair" -> new OfQueue(new SynchronousQueue<>(true));
      case "LinkedTransferQueue" -> new OfTransferQueue(new LinkedTransferQueue<>());
      case "Exchanger" -> new OfExchanger(new Exchanger<>());
      case "ArrayBlockingQueue" -> new OfQueue(new ArrayBlockingQueue<>(capacity));
      case "LinkedBlockingQueue" -> new OfQueue(new LinkedBlockingQueue<>(capacity));
      case "MpmcArrayQueue" -> new YieldingConduit(new MpmcArrayQueue<>(capacity));
      case "SpscArrayQueue" -> new YieldingConduit(new SpscArrayQueue<>(capacity));
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Jox's channel of that capacity. */
  static Channel<Integer> jox(int capacity) {
    return capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
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
  record OfQueue(BlockingQueue<Integer> channel) implements Conduit {
    @Override
    public void put(Integer element) throws InterruptedException {
      channel.put(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return channel.take();
    }
  }

  /** A queue without a bound, in which a put waits for its taker. */
  record OfTransferQueue(LinkedTransferQueue<Integer> channel) implements Conduit {
    @Override
    public void put(Integer element) throws InterruptedException {
      channel.transfer(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return channel.take();
    }
  }

  /** For one producer and one consumer only: it does not tell one from the other. */
  record OfExchanger(Exchanger<Integer> channel) implements Conduit {
    private static final Integer NOTHING = -1;

    @Override
    public void put(Integer element) throws InterruptedException {
      Integer unused = channel.exchange(element);
    }

    @Override
    public Integer take() throws InterruptedException {
      return channel.exchange(NOTHING);
    }
  }
}
