package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void parse_allKinds_readsThem() {
    assertThat(
            Json.parse(
                " { \"a\" : [ 1 , -2.5e3 , true , false , null , \"\" ] ,\n \"b\":{ } , \"c\":[ ] }"
                    + " "))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1.0, -2500.0, true, false, null, ""),
                "b",
                Map.of(),
                "c",
                List.of()));
  }

  @Test
  void parse_escapes_readsThem() {
    assertThat(Json.parse("{\"k\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"}"))
        .containsEntry("k", "\"\\/\b\f\n\r\té😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":[1 2]}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":tru}",
        "{\"a\":1}x",
        "{\"a\":\"open",
        "[1]",
        "{\"a\":--1}"
      })
  void parse_malformed_throwsAndTellsWhere(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse(text))
        .withMessageMatching("(?s)expected .* at character \\d+, found \".*\"");
  }
}
