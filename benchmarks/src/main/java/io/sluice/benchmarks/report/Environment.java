package io.sluice.benchmarks.report;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where and of what something was measured. Written beside the figures when they are measured,
 * because a report may be made elsewhere and later.
 *
 * @param processor the model
 * @param cores how many of them
 * @param system the operating system
 * @param jdk its version and kind
 * @param commit what was measured
 * @param date when, in UTC
 * @param profile how much of it
 * @param versions those of the libraries
 */
record Environment(
    String processor,
    int cores,
    String system,
    String jdk,
    String commit,
    String date,
    String profile,
    Map<String, String> versions) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  /** Where the environment of the files of figures in one directory stands. */
  static Path beside(Path figures) {
    return figures.resolveSibling("environment.json");
  }

  /** This machine, JDK and build. */
  static Environment current(String profile, String commit) throws IOException {
    return new Environment(
        processorModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        commit,
        LocalDate.now(ZoneOffset.UTC).toString(),
        profile,
        libraries());
  }

  /** What can be told of figures that came without their environment. */
  static Environment unknown(JmhResult result) {
    String jdk = result.vmName() + " " + result.vmVersion();
    return new Environment(UNKNOWN, 0, UNKNOWN, jdk, UNKNOWN, UNKNOWN, UNKNOWN, Map.of());
  }

  static Environment read(Path file) throws IOException {
    return new GsonBuilder().create().fromJson(Files.readString(file), Environment.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n");
  }

  /** In one line. */
  String summary() {
    return "%s, %d cores, %s, %s, commit %s, %s"
        .formatted(processor, cores, system, jdk, commit, date);
  }

  private static String processorModel() throws IOException {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      }
    }
    return System.getProperty("os.arch");
  }

  private static Map<String, String> libraries() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream("versions.properties")) {
      properties.load(in);
    }
    Map<String, String> versions = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      versions.put(name, properties.getProperty(name));
    }
    return versions;
  }
}
