package io.sluice.examples.treedigest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The line format of {@code sha256sum}: the digest, two blanks, the name. A name with a backslash,
 * a newline or a carriage return would break the format; such a line starts with a backslash, and
 * has {@code \\}, {@code \n} and {@code \r} in the name.
 */
final class ChecksumLine {

  private ChecksumLine() {}

  static void write(OutputStream out, String digest, TreePath file) throws IOException {
    byte[] name = escape(file.printed());
    if (name.length != file.printed().length) {
      out.write('\\');
    }
    out.write(digest.getBytes(StandardCharsets.US_ASCII));
    out.write(' ');
    out.write(' ');
    out.write(name);
    out.write('\n');
  }

  /** Makes a name stay on one line. Returns the same array if there is nothing to escape. */
  static byte[] escape(byte[] name) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(name.length + 8);
    for (byte b : name) {
      char letter = escapeLetter(b);
      if (letter != 0) {
        escaped.write('\\');
      }
      escaped.write(letter != 0 ? letter : b);
    }
    return escaped.size() == name.length ? name : escaped.toByteArray();
  }

  private static char escapeLetter(byte b) {
    return switch (b) {
      case '\\' -> '\\';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }
}
