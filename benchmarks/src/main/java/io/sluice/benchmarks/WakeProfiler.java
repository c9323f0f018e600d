package io.sluice.benchmarks;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Reports beside a score when the single waiters ran on. JMH's own counters cannot: they are summed
 * up, and a sum of percentiles means nothing.
 *
 * <p>Percentiles and the time of the call are means over the rounds; the maximum is that of all.
 */
public final class WakeProfiler implements InternalProfiler {

  private static @Nullable WakeTimes last;

  /** Called by JMH. */
  public WakeProfiler() {}

  static synchronized void record(WakeTimes times) {
    last = times;
  }

  private static synchronized @Nullable WakeTimes take() {
    WakeTimes times = last;
    last = null;
    return times;
  }

  @Override
  public String getDescription() {
    return "when the single waiters of a cancellation ran on";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    take();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    WakeTimes times = take();
    if (times == null) {
      return List.of();
    }
    return List.of(
        micros("cancelCall", times.cancelCallMicros(), AggregationPolicy.AVG),
        micros("wake.p50", times.percentileMicros(0.50), AggregationPolicy.AVG),
        micros("wake.p99", times.percentileMicros(0.99), AggregationPolicy.AVG),
        micros("wake.max", times.percentileMicros(1), AggregationPolicy.MAX),
        new ScalarResult("woken", times.woken(), "#", AggregationPolicy.MIN));
  }

  private static ScalarResult micros(String name, double value, AggregationPolicy policy) {
    return new ScalarResult(name, value, "us", policy);
  }
}
