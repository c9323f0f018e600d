package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.CreationSitesMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In JVMs of their own: the property is read once. */
class CreationSitesTest {

  private static final String MAIN = "io\\.sluice\\.testing\\.CreationSitesMain";
  private static final String FILE = "\\(CreationSitesMain\\.java:\\d+\\)";

  @Test
  void toString_sitesRecorded_nameTheUsersLine() throws Exception {
    Map<String, String> told = run("true");

    String made = "Channel\\.buffered\\(3\\)@[0-9a-f]+\\[open\\], created at ";
    assertThat(told.get("channel")).matches(made + MAIN + "\\.makeChannel" + FILE);
    assertThat(told.get("view")).isEqualTo(told.get("channel") + ".asReceive()");
    assertThat(told.get("never")).doesNotContain("created");
    assertThat(told.get("ticker"))
        .matches("Ticker\\.every.*, created at " + MAIN + "\\.main" + FILE + "\\.asReceive\\(\\)");
    assertThat(told.get("closed"))
        .matches("send on closed channel .*\\[closed\\], created at .*makeChannel" + FILE);
  }

  @Test
  void toString_madeByTheLibrary_namesWhatForAndTheUsersLine() throws Exception {
    Map<String, String> told = run("true");

    assertThat(told.get("group"))
        .contains("waiting receivers 1")
        .matches(".*, created by WaitGroup\\.await at " + MAIN + "\\.awaitQuietly" + FILE);
    assertThat(told.get("done"))
        .matches(".*, created by \\w+\\.done at " + MAIN + "\\.main" + FILE + "\\.asReceive\\(\\)");
  }

  @Test
  void toString_notAsked_tellsNoSite() throws Exception {
    assertThat(run("false")).hasSize(7).allSatisfy((key, told) -> noSite(told));
  }

  private static void noSite(String told) {
    assertThat(told).isNotEmpty().doesNotContain("created");
  }

  private static Map<String, String> run(String property) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsluice.creationSites=" + property,
                "-cp",
                System.getProperty("java.class.path"),
                CreationSitesMain.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var reader = process.inputReader()) {
      Map<String, String> told =
          reader
              .lines()
              .filter(line -> line.contains("="))
              .collect(
                  Collectors.toMap(
                      line -> line.substring(0, line.indexOf('=')),
                      line -> line.substring(line.indexOf('=') + 1)));
      assertThat(process.waitFor()).isZero();
      return told;
    }
  }
}
