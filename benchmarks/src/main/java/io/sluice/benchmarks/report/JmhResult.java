package io.sluice.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one entry of JMH's JSON; the names are JMH's.
 *
 * @param benchmark the method's full name
 * @param vmName for instance "OpenJDK 64-Bit Server VM"
 * @param vmVersion with the build
 * @param params the parameters, the implementation among them; none where there are none
 * @param primaryMetric the time
 * @param secondaryMetrics figures beside the time
 */
record JmhResult(
    String benchmark,
    String vmName,
    String vmVersion,
    @Nullable Map<String, String> params,
    Metric primaryMetric,
    @Nullable Map<String, Metric> secondaryMetrics) {

  /** A secondary metric, and the unit of benchmarks of memory. */
  static final String BYTES = "bytes";

  /** Lenient, because a score may be NaN. */
  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.LENIENT).create();

  /**
   * A metric.
   *
   * @param score JMH's mean
   * @param scoreUnit for instance "ns/op"
   * @param rawData the iterations of each fork
   */
  record Metric(double score, String scoreUnit, List<List<Double>> rawData) {

    /** With the forks of a further round. */
    Metric and(Metric later) {
      List<List<Double>> forks = new ArrayList<>(rawData);
      forks.addAll(later.rawData);
      double sum = score * rawData.size() + later.score * later.rawData.size();
      return new Metric(sum / forks.size(), scoreUnit, forks);
    }
  }

  /** What is the same in all rounds. */
  private record Measured(String benchmark, @Nullable Map<String, String> params) {}

  /** Reads the files of one or more rounds; what was measured in several has the forks of all. */
  static List<JmhResult> read(List<Path> rounds) throws IOException {
    Map<Measured, JmhResult> results = new LinkedHashMap<>();
    for (Path file : rounds) {
      try (Reader reader = Files.newBufferedReader(file)) {
        for (JmhResult result : GSON.fromJson(reader, JmhResult[].class)) {
          results.merge(new Measured(result.benchmark, result.params), result, JmhResult::and);
        }
      }
    }
    return List.copyOf(results.values());
  }

  private JmhResult and(JmhResult later) {
    Map<String, Metric> secondary = null;
    if (secondaryMetrics != null && later.secondaryMetrics != null) {
      secondary = new LinkedHashMap<>(secondaryMetrics);
      for (Map.Entry<String, Metric> metric : later.secondaryMetrics.entrySet()) {
        secondary.merge(metric.getKey(), metric.getValue(), Metric::and);
      }
    }
    return new JmhResult(
        benchmark, vmName, vmVersion, params, primaryMetric.and(later.primaryMetric), secondary);
  }

  boolean isOfMemory() {
    return secondaryMetrics != null && secondaryMetrics.containsKey(BYTES);
  }

  /** What the benchmark is about: the bytes where it counts them, otherwise the time. */
  Metric metric() {
    return isOfMemory() ? secondaryMetrics.get(BYTES) : primaryMetric;
  }

  /** A unit as it is printed. */
  String unit() {
    return isOfMemory() ? BYTES : metric().scoreUnit().replace("/op", "").replace("us", "µs");
  }
}
