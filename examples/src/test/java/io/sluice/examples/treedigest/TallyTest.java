package io.sluice.examples.treedigest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "999949,999.9 kB",
    "999950,1.0 MB",
    "1500000000,1.5 GB",
    "9.2e18,9.2 EB"
  })
  void size_threeDigitsAndUnit(double bytes, String expected) {
    assertThat(Tally.size(bytes)).isEqualTo(expected);
  }

  @Test
  void toString_tellsFilesBytesAndWhatIsUnreadable() {
    Tally tally = new Tally();
    tally.read(1_500);
    tally.digested();
    assertThat(tally.toString()).startsWith("1 file, 1.5 kB in ").endsWith("B/s");
    assertThat(tally.complete()).isTrue();

    tally.unreadable();
    assertThat(tally.toString()).endsWith("B/s, 1 unreadable");
    assertThat(tally.complete()).isFalse();
  }
}
