package io.sluice.examples.treedigest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** How a command ended and what it wrote. */
record Outcome(int code, byte[] out, String err) {

  List<String> lines() {
    return outText().lines().toList();
  }

  String outText() {
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /** Not an assertion on arrays: it would print megabytes, and not say where they differ. */
  void assertSameOutput(Outcome expected) {
    if (!Arrays.equals(out, expected.out)) {
      assertThat(lines()).isEqualTo(expected.lines());
      assertThat(out).isEqualTo(expected.out);
    }
  }
}
