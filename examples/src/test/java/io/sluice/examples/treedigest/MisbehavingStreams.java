package io.sluice.examples.treedigest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Files that never end or break off, and outputs that cannot be written. */
final class MisbehavingStreams {

  private MisbehavingStreams() {}

  static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 0;
      }
    };
  }

  static InputStream breaksAfterSomeBytes() {
    return new InputStream() {
      private int left = 100_000;

      @Override
      public int read() throws IOException {
        if (left-- == 0) {
          throw new IOException("broken in the middle");
        }
        return 0;
      }

      @Override
      public int read(byte[] block, int offset, int length) throws IOException {
        block[offset] = (byte) read();
        return 1;
      }
    };
  }

  static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
