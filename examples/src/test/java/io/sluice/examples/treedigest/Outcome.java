package io.sluice.examples.treedigest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How a command ended and what it wrote; each byte of the output is one character. */
record Outcome(int code, String out, String err) {

  List<String> lines() {
    return out.lines().toList();
  }

  /** Compares the lines first, for the sake of the message: the whole has a megabyte. */
  void assertSameOutput(Outcome expected) {
    if (!out.equals(expected.out)) {
      assertThat(lines()).isEqualTo(expected.lines());
      assertThat(out).isEqualTo(expected.out);
    }
  }
}
