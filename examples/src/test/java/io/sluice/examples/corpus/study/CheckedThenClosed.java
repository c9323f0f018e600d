package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Docker: {@code select { case <-closed: default: close(closed) }} in a method that several threads
 * call. Both may find the channel open, and the second close throws. Fixed by an operation that
 * closes unless closed.
 */
final class CheckedThenClosed {

  private final Channel<String> closed = Channel.unbuffered();

  static void buggy() throws Exception {
    CheckedThenClosed program = new CheckedThenClosed();
    run(program::checkThenClose);
  }

  static void fixed() throws Exception {
    CheckedThenClosed program = new CheckedThenClosed();
    run(program::close);
  }

  private static void run(Body close) throws InterruptedException {
    Threads.join(Threads.start("first", close), Threads.start("second", close));
  }

  private void checkThenClose() {
    if (!closed.tryReceive().isClosed()) {
      closed.close();
    }
  }

  private void close() {
    closed.tryClose(null);
  }
}
