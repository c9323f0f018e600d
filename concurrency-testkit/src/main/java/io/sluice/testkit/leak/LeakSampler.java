package io.sluice.testkit.leak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a number in production, and warns when it rises as it does by a leak: by more than
 * allowed, and without ever coming back to where it was. A burst, which does come back, is none.
 *
 * {@snippet :
 * try (LeakSampler sampler =
 *     LeakSampler.ofVirtualThreads()
 *         .every(Duration.ofMinutes(5))
 *         .window(12)
 *         .allowing(20, Duration.ofHours(1))
 *         .onSuspicion(leak -> alerts.send(leak.toString()))
 *         .start()) {
 *   serve();
 * }
 * }
 *
 * <p>One daemon thread takes a sample each period. As soon as a window is full, it is judged with
 * each new sample; a suspicion is logged as a warning and given to the listener once, and again
 * only after the number has ceased to rise meanwhile. A rise that is as long as half a window
 * cannot be told from a leak: choose a window longer than any burst.
 *
 * <p>It needs neither JUnit nor the testkit's agent. Without the agent, counting virtual threads
 * takes a dump of all of them to a temporary file, which is half a second of work for 20,000
 * threads: choose a period of minutes.
 *
 * @since 0.1.0
 */
public final class LeakSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeakSampler.class);

  private final Builder settings;
  private final LongSupplier clock;
  private final long startedAt;
  private final CountDownLatch closed = new CountDownLatch(1);

  // Used by the sampling thread alone.
  private final Deque<Long> times = new ArrayDeque<>();
  private final Deque<Long> values = new ArrayDeque<>();
  private long taken;
  private boolean suspected;
  private boolean failed;

  private LeakSampler(Builder settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.startedAt = clock.getAsLong();
  }

  /**
   * Samples the number of live virtual threads.
   *
   * @return settings to be completed
   */
  public static Builder ofVirtualThreads() {
    return of("virtual threads", ThreadCounts::virtual);
  }

  /**
   * Samples the number of live platform threads.
   *
   * @return settings to be completed
   */
  public static Builder ofPlatformThreads() {
    return of("platform threads", ThreadCounts::platform);
  }

  /**
   * Samples any number.
   *
   * @param what is counted, in the plural: {@code "open connections"}
   * @param count is called once a period by the sampling thread. If it fails, the sample is left
   *     out; the first failure in a row is logged
   * @return settings to be completed
   */
  public static Builder of(String what, LongSupplier count) {
    return new Builder(
        Objects.requireNonNull(what, "what"), Objects.requireNonNull(count, "count"));
  }

  /**
   * Settings of a sampler: a sample a minute, windows of 12, no rise allowed above 60 an hour, no
   * end. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final String what;
    private final LongSupplier count;
    private Duration period = Duration.ofMinutes(1);
    private int window = 12;
    private double allowedPerHour = 60;
    private @Nullable Duration maximum;
    private long maximumSamples = Long.MAX_VALUE;
    private Consumer<? super SuspectedLeak> listener = leak -> {};

    private Builder(String what, LongSupplier count) {
      this.what = what;
      this.count = count;
    }

    private Builder(Builder other) {
      this(other.what, other.count);
      period = other.period;
      window = other.window;
      allowedPerHour = other.allowedPerHour;
      maximum = other.maximum;
      maximumSamples = other.maximumSamples;
      listener = other.listener;
    }

    /**
     * Sets the time between samples.
     *
     * @param newPeriod a positive time
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder every(Duration newPeriod) {
      period = positive(newPeriod, "newPeriod");
      return this;
    }

    /**
     * Sets how many samples are judged together.
     *
     * @param samples at least 4
     * @return this
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder window(int samples) {
      if (samples < 4) {
        throw new IllegalArgumentException("samples is less than 4: " + samples);
      }
      window = samples;
      return this;
    }

    /**
     * Sets the rise from which on a leak is suspected.
     *
     * @param rise by how much, positive
     * @param per in which time, positive
     * @return this
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Builder allowing(double rise, Duration per) {
      if (!(rise > 0)) {
        throw new IllegalArgumentException("rise is not positive: " + rise);
      }
      double hours = (double) positive(per, "per").toNanos() / Duration.ofHours(1).toNanos();
      allowedPerHour = rise / hours;
      return this;
    }

    /**
     * Lets the sampler stop by itself after a time.
     *
     * @param time a positive time
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder stoppingAfter(Duration time) {
      maximum = positive(time, "time");
      return this;
    }

    /**
     * Lets the sampler stop by itself after some samples.
     *
     * @param samples at least 1
     * @return this
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder stoppingAfter(long samples) {
      if (samples < 1) {
        throw new IllegalArgumentException("samples is less than 1: " + samples);
      }
      maximumSamples = samples;
      return this;
    }

    /**
     * Sets who is told of suspicions, besides the log.
     *
     * @param newListener is called by the sampling thread; what it throws is logged
     * @return this
     */
    public Builder onSuspicion(Consumer<? super SuspectedLeak> newListener) {
      listener = Objects.requireNonNull(newListener, "newListener");
      return this;
    }

    /**
     * Starts to sample, on a daemon thread of its own. The first sample is taken at once.
     *
     * @return the sampler, to be closed
     */
    public LeakSampler start() {
      LeakSampler sampler = prepare(System::nanoTime);
      Thread.ofPlatform()
          .daemon()
          .name("testkit-sampler")
          .inheritInheritableThreadLocals(false)
          .start(sampler::run);
      return sampler;
    }

    /** Makes a sampler that is driven by hand. */
    LeakSampler prepare(LongSupplier clock) {
      return new LeakSampler(new Builder(this), clock);
    }

    private static Duration positive(Duration duration, String name) {
      if (!Objects.requireNonNull(duration, name).isPositive()) {
        throw new IllegalArgumentException(name + " is not positive: " + duration);
      }
      return duration;
    }
  }

  private void run() {
    try {
      long period = settings.period.toNanos();
      boolean stop;
      do {
        stop = !sample() || closed.await(period, TimeUnit.NANOSECONDS);
      } while (!stop);
    } catch (InterruptedException e) {
      LOG.debug("The sampler of {} was interrupted and stops", settings.what);
    } catch (Throwable failure) {
      LOG.warn("The sampler of {} failed and stops", settings.what, failure);
    } finally {
      closed.countDown();
    }
  }

  /** Takes and judges one sample. Returns false if it was the last. */
  boolean sample() {
    try {
      long value = settings.count.getAsLong();
      failed = false;
      add(clock.getAsLong(), value);
      judge();
    } catch (RuntimeException failure) {
      if (!failed) {
        LOG.warn("A sample of {} failed and is left out", settings.what, failure);
      }
      failed = true;
    }
    taken++;
    return taken < settings.maximumSamples
        && (settings.maximum == null || clock.getAsLong() - startedAt < settings.maximum.toNanos());
  }

  private void add(long time, long value) {
    if (values.size() == settings.window) {
      times.removeFirst();
      values.removeFirst();
    }
    times.addLast(time);
    values.addLast(value);
  }

  private void judge() {
    if (values.size() < settings.window) {
      return;
    }
    Trend trend =
        Trend.of(
            times.stream().mapToLong(Long::longValue).toArray(),
            values.stream().mapToLong(Long::longValue).toArray());
    boolean rising = trend.isRising(settings.allowedPerHour);
    if (rising && !suspected) {
      List<Long> window = new ArrayList<>(values);
      Duration over = Duration.ofNanos(times.getLast() - times.getFirst());
      tell(new SuspectedLeak(settings.what, window, over, trend));
    }
    suspected = rising;
  }

  private void tell(SuspectedLeak leak) {
    LOG.warn("Suspected leak: {}", leak);
    try {
      settings.listener.accept(leak);
    } catch (RuntimeException failure) {
      LOG.warn("Who was told of the suspected leak failed", failure);
    }
  }

  /**
   * Tells whether samples are still being taken.
   *
   * @return false once it was closed or has stopped by itself
   */
  public boolean isRunning() {
    return closed.getCount() > 0;
  }

  /** Stops. A sample that is being taken is completed. Further calls do nothing. */
  @Override
  public void close() {
    closed.countDown();
  }
}
