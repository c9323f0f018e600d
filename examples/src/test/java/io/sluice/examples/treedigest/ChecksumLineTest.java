package io.sluice.examples.treedigest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumLineTest {

  private static final String DIGEST = "0123456789abcdef";

  @Test
  void write_plainName_digestTwoBlanksName() throws IOException {
    assertThat(line("dir/a file")).isEqualTo(DIGEST + "  dir/a file\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\b', 'a\\\\b'",
    "'a\nb', 'a\\nb'",
    "'a\rb', 'a\\rb'",
    "'\\n', '\\\\n'",
    "'d\n/\\\r', 'd\\n/\\\\\\r'"
  })
  void write_nameThatBreaksTheLine_escapedAndMarked(String name, String escaped)
      throws IOException {
    assertThat(line(name)).isEqualTo("\\" + DIGEST + "  " + escaped + "\n");
  }

  @ParameterizedTest
  @CsvSource({"'\t'", "'*'", "' '", "'\"'", "\u007f", "\u00ff"})
  void write_otherOddName_asItIs(String name) throws IOException {
    assertThat(line(name)).isEqualTo(DIGEST + "  " + name + "\n");
  }

  @Test
  void escape_nothingToEscape_sameArray() {
    byte[] name = {'a', (byte) 0xff};

    assertThat(ChecksumLine.escape(name)).isSameAs(name);
  }

  private static String line(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChecksumLine.write(out, DIGEST, new TreePath(Path.of("."), name.getBytes(ISO_8859_1)));
    return out.toString(ISO_8859_1);
  }
}
