package io.sluice.benchmarks;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import io.sluice.channel.Received;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/** What the rivals have in common: a put and a take that never wait. */
interface TryConduit {

  /** Returns whether there was room. */
  boolean offer(Integer element) throws InterruptedException;

  /** Returns null if there was nothing. */
  @Nullable Integer poll() throws InterruptedException;

  /**
   * Makes an empty conduit.
   *
   * @param impl the name that a benchmark's parameter gives
   */
  static TryConduit of(String impl, int capacity) {
    return switch (impl) {
      case "Sluice" -> new OfSluice(io.sluice.channel.Channel.buffered(capacity));
      case "Jox" -> new OfJox(Conduit.jox(capacity));
      case "Kotlin" -> new OfKotlin(new KotlinTryChannel(capacity));
      case "ArrayBlockingQueue" -> new OfQueue(new ArrayBlockingQueue<>(capacity));
      case "LinkedBlockingQueue" -> new OfQueue(new LinkedBlockingQueue<>(capacity));
      case "MpmcArrayQueue" -> new OfQueue(new MpmcArrayQueue<>(capacity));
      case "SpscArrayQueue" -> new OfQueue(new SpscArrayQueue<>(capacity));
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Sluice's own channels. */
  record OfSluice(io.sluice.channel.Channel<Integer> channel) implements TryConduit {
    @Override
    public boolean offer(Integer element) {
      return channel.trySend(element);
    }

    @Override
    public @Nullable Integer poll() {
      return channel.tryReceive() instanceof Received.Value<Integer>(Integer value) ? value : null;
    }
  }

  /** Jox 1.0 has no such operation but a select with a default. */
  record OfJox(Channel<Integer> channel) implements TryConduit {
    private static final Integer NOTHING = -1;

    @Override
    public boolean offer(Integer element) throws InterruptedException {
      return Select.select(
          channel.sendClause(element, () -> Boolean.TRUE), Select.defaultClause(Boolean.FALSE));
    }

    @Override
    public @Nullable Integer poll() throws InterruptedException {
      Integer taken = Select.select(channel.receiveClause(), Select.defaultClause(NOTHING));
      return taken.equals(NOTHING) ? null : taken;
    }
  }

  /** Kotlin's channels. */
  record OfKotlin(KotlinTryChannel channel) implements TryConduit {
    @Override
    public boolean offer(Integer element) {
      return channel.offer(element);
    }

    @Override
    public @Nullable Integer poll() {
      return channel.poll();
    }
  }

  /** Queues. */
  record OfQueue(Queue<Integer> channel) implements TryConduit {
    @Override
    public boolean offer(Integer element) {
      return channel.offer(element);
    }

    @Override
    public @Nullable Integer poll() {
      return channel.poll();
    }
  }
}
