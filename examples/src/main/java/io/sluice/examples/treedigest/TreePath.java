package io.sluice.examples.treedigest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A place in a tree: the path to open it by, and the bytes to print for it, which are the argument
 * that it was found under and the names below that, joined as {@code find} joins them. The order is
 * that of the bytes, as in {@code LC_ALL=C sort}.
 *
 * <p>Bytes, since that is what file names are: one that is no valid UTF-8 has no faithful {@code
 * String}. A {@link Path} that a directory listing returned has kept the bytes, and shows them,
 * percent encoded, in its URI.
 */
final class TreePath implements Comparable<TreePath> {

  private static final Charset NATIVE =
      Charset.forName(System.getProperty("native.encoding", "UTF-8"));

  private final Path path;
  private final byte[] printed;

  TreePath(Path path, byte[] printed) {
    this.path = path;
    this.printed = printed;
  }

  /**
   * The place that an argument names.
   *
   * @throws InvalidPathException if the argument cannot be a path under the locale's encoding
   */
  static TreePath ofArgument(String argument) {
    // Path.of drops a slash at the end, which says "if this is a link, I mean its target".
    Path path = Path.of(argument.endsWith("/") ? argument + "." : argument);
    return new TreePath(path, argument.getBytes(NATIVE));
  }

  /** The place of an entry that a listing of this directory returned. */
  TreePath child(Path entry) {
    byte[] name = nameBytes(entry);
    int length = printed.length;
    boolean separated = length > 0 && printed[length - 1] == '/';
    int start = separated ? length : length + 1;
    byte[] joined = Arrays.copyOf(printed, start + name.length);
    joined[start - 1] = '/';
    System.arraycopy(name, 0, joined, start, name.length);
    return new TreePath(entry, joined);
  }

  Path path() {
    return path;
  }

  /** The bytes to print, not yet escaped. The caller must not change them. */
  byte[] printed() {
    return printed;
  }

  private static byte[] nameBytes(Path entry) {
    String name = entry.getFileName().toString();
    boolean plain = name.chars().allMatch(c -> c < 128);
    return plain
        ? name.getBytes(StandardCharsets.US_ASCII)
        : lastSegment(entry.toUri().getRawPath());
  }

  /** Decodes the last segment of a URI's path, byte by byte. */
  private static byte[] lastSegment(String rawPath) {
    int end = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
    int start = rawPath.lastIndexOf('/', end - 1) + 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      char c = rawPath.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(rawPath, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public int compareTo(TreePath other) {
    return Arrays.compareUnsigned(printed, other.printed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreePath that && Arrays.equals(printed, that.printed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(printed);
  }

  @Override
  public String toString() {
    return new String(printed, StandardCharsets.UTF_8);
  }
}
