package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * A gRPC-like transport is closed while the thread that writes to it is still at work: nothing
 * orders the last write before the close. Fixed by waiting for the writer first.
 */
final class UseAfterClose {

  private UseAfterClose() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean waits) throws InterruptedException {
    Transport transport = new Transport();
    Thread writer =
        Threads.start(
            "writer",
            () -> {
              transport.write("header");
              transport.write("message");
            });
    if (waits) {
      writer.join();
    }
    transport.close();
  }

  /** Refuses to write once it is closed. */
  private static final class Transport {

    private final List<String> written = new ArrayList<>();
    private boolean closed;

    synchronized void write(String frame) {
      if (closed) {
        throw new IllegalStateException("transport is closed");
      }
      written.add(frame);
    }

    synchronized void close() {
      closed = true;
    }
  }
}
