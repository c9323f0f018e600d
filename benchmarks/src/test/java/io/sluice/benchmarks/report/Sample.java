package io.sluice.benchmarks.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A small file of figures. */
final class Sample {

  private Sample() {}

  static Path file() {
    try {
      return Path.of(Objects.requireNonNull(Sample.class.getResource("figures.json")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static List<JmhResult> results() throws IOException {
    return JmhResult.read(List.of(file()));
  }

  static Comparison comparison(String name) throws IOException {
    return Comparison.of(Cell.of(results())).stream()
        .filter(comparison -> comparison.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
