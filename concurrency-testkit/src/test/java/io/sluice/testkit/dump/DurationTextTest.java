package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "200 ms, PT0.2S",
    "42, PT42S",
    "7 ns, PT0.000000007S",
    "7 μs, PT0.000007S",
    "7us, PT0.000007S",
    "3 m, PT3M",
    "2H, PT2H",
    "1 d, PT24H",
    "PT1M30S, PT1M30S",
    "' 5 s ', PT5S"
  })
  void parse_knownForms_readsThem(String text, Duration expected) {
    assertThat(DurationText.parse(text, "value")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1 s", "5 fortnights", "PT-1S", "1.5 s", "99999999999999999999 d"})
  void parse_others_throwsAndNamesTheAttribute(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text, "value"))
        .withMessageStartingWith("value is \"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.00207S, 2.07 ms",
    "PT5S, 5 s",
    "PT0.2S, 200 ms",
    "PT61.5S, 61.5 s",
    "PT0S, 0 ms"
  })
  void of_durations_areShort(Duration duration, String expected) {
    assertThat(DurationText.of(duration)).isEqualTo(expected);
  }
}
