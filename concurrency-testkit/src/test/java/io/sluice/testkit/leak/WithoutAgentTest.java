package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a JVM without the agent and without JUnit on its class path. */
class WithoutAgentTest {

  @Test
  void main_withoutAgentAndJunit_findsLeaksByDumpAndSamples() throws Exception {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("junit"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (var reader = process.inputReader()) {
      lines = reader.lines().toList();
    }

    assertThat(lines)
        .contains("sampled 3")
        .anyMatch(line -> line.equals("leaked: 3 threads still run beside main"))
        .anyMatch(line -> line.startsWith("  \"left-0\" (virtual), waits"))
        .anyMatch(line -> line.contains("started without the testkit's agent"))
        .anyMatch(line -> line.startsWith("refused: The proof that threads are unreachable needs"));
    assertThat(process.waitFor()).isZero();
  }

  /** What that JVM runs. */
  static final class Main {

    private Main() {}

    /** Leaves three threads behind and asks for them. */
    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch end = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        Thread thread = Thread.ofVirtual().name("left-" + i).start(() -> await(end));
        while (thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      LeakSampler.ofVirtualThreads().prepare(System::nanoTime).sample();
      System.out.println("sampled " + ThreadCounts.virtual());
      try {
        Leaks.verifyNone(Duration.ZERO);
      } catch (LeakError e) {
        System.out.println(e.getMessage());
      }
      try {
        Leaks.unreachable();
      } catch (IllegalStateException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }

    private static void await(CountDownLatch end) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
