package io.sluice.testkit.dump;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads by the JVM's own dump: works in every JVM of JDK 21 or later, and gives descriptions of
 * virtual threads in place of the threads.
 */
final class DumpListing implements ThreadListing {

  static final DumpListing INSTANCE = new DumpListing();

  private DumpListing() {}

  @Override
  public List<LiveThread> threads() {
    List<LiveThread> threads = new ArrayList<>();
    for (DumpedThread thread : DumpReader.read(dump())) {
      if (thread.isVirtual()) {
        threads.add(thread);
      }
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      threads.add(new ListedThread(thread));
    }
    return threads;
  }

  @Override
  public String missing() {
    return "Virtual threads are known by a dump alone, for this JVM was started without the"
        + " testkit's agent: where they were created, what made them wait and which test they"
        + " belong to is not known.";
  }

  private static String dump() {
    HotSpotDiagnosticMXBean diagnostic =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      // The JVM writes only files that do not exist.
      Path directory = Files.createTempDirectory("threads");
      Path file = directory.resolve("dump.json");
      try {
        diagnostic.dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the JVM's threads cannot be dumped", e);
    }
  }
}
