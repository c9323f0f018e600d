package io.sluice.examples.treedigest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void parse_directoriesOnly_oneWorkerForEachProcessorAndNoLimit() throws Exception {
    CommandLine command = CommandLine.parse(List.of("a", "b/"));

    assertThat(command.directories()).extracting(TreePath::toString).containsExactly("a", "b/");
    assertThat(command.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(command.limit()).isNull();
    assertThat(command.help()).isFalse();
  }

  @Test
  void parse_options_inBothForms() throws Exception {
    CommandLine command = CommandLine.parse(List.of("--workers", "3", "a", "--timeout=2s"));

    assertThat(command.workers()).isEqualTo(3);
    assertThat(command.limit()).isEqualTo(Duration.ofSeconds(2));
    assertThat(command.directories()).hasSize(1);
  }

  @Test
  void parse_afterTwoDashes_noOptions() throws Exception {
    CommandLine command = CommandLine.parse(List.of("--", "--workers", "-"));

    assertThat(command.directories())
        .extracting(TreePath::toString)
        .containsExactly("--workers", "-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--workers",
        "--workers 0 .",
        "--workers -1 .",
        "--workers x .",
        "--workers 100000 .",
        "--timeout",
        "--timeout 5 .",
        "--timeout= .",
        "--timeout 0s .",
        "--timeout -1s .",
        "--timeout 1d .",
        "--timeout 9999999999h .",
        "--bogus .",
        "-x ."
      })
  void parse_wrong_throws(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThatThrownBy(() -> CommandLine.parse(arguments))
        .isInstanceOf(CommandLine.UsageException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void parse_emptyName_throws() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("")))
        .isInstanceOf(CommandLine.UsageException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,500000000",
    "10s,10000000000",
    "2m,120000000000",
    "1h,3600000000000",
    "1.5s,1500000000",
    "0.0000001ms,1",
    "2562047h,9223369200000000000"
  })
  void duration_units(String text, long nanos) throws Exception {
    assertThat(CommandLine.duration(text)).isEqualTo(Duration.ofNanos(nanos));
  }
}
