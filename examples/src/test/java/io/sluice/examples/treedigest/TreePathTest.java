package io.sluice.examples.treedigest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePathTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"., ./a", "dir, dir/a", "dir/, dir/a", "dir//, dir//a", "/, /a", "./x/.., ./x/../a"})
  void child_joinedAsFindDoes(String argument, String expected) {
    TreePath child = TreePath.ofArgument(argument).child(Path.of("anything", "a"));

    assertThat(child.printed()).isEqualTo(expected.getBytes(UTF_8));
  }

  @Test
  void ofArgument_slashAtTheEnd_followsTheLink() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);

    assertThat(Files.isSymbolicLink(TreePath.ofArgument(link.toString()).path())).isTrue();
    assertThat(Files.isSymbolicLink(TreePath.ofArgument(link + "/").path())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"%C3%A9", "%FF", "a%FF%FEb", "%E2%82", "%25", "%C3%A9%0A%FF", "%EF%BF%BD"})
  void child_anyBytes_keptAsTheyAre(String percentEncoded) throws IOException {
    URI uri = URI.create(directory.toUri() + percentEncoded);
    Files.createFile(Path.of(uri));

    byte[] expected = decode(percentEncoded);
    assertThat(only(directory).printed()).endsWith(expected).contains('/');
    assertThat(only(directory).printed())
        .hasSize(directory.toString().length() + 1 + expected.length);
  }

  @Test
  void child_directoryWithOddName_noSlashAtTheEnd() throws IOException {
    Files.createDirectory(Path.of(URI.create(directory.toUri() + "%FF")));

    assertThat(only(directory).printed()).endsWith('/', 0xff);
  }

  @Test
  void compareTo_unsignedBytes() {
    List<TreePath> sorted =
        Stream.of("a/b", "a", "a\u00ff", "a.b", "a-b", "", "B", "a\n", "\u0080")
            .map(name -> new TreePath(Path.of("."), name.getBytes(ISO_8859_1)))
            .sorted()
            .toList();

    assertThat(sorted)
        .extracting(path -> new String(path.printed(), ISO_8859_1))
        .containsExactly("", "B", "a", "a\n", "a-b", "a.b", "a/b", "a\u00ff", "\u0080");
  }

  private static TreePath only(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return TreePath.ofArgument(directory.toString()).child(entries.iterator().next());
    }
  }

  private static byte[] decode(String percentEncoded) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < percentEncoded.length(); i++) {
      char c = percentEncoded.charAt(i);
      if (c == '%') {
        bytes.append((char) Integer.parseInt(percentEncoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.append(c);
      }
    }
    return bytes.toString().getBytes(ISO_8859_1);
  }
}
