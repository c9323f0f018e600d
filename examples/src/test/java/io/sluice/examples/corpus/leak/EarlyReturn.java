package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.Optional;

/**
 * A task is started; then the caller's own part fails, and it returns before it has received the
 * task's result: the task waits to send it for ever. Fixed by a buffer of one, into which the
 * result goes whether or not somebody wants it.
 */
final class EarlyReturn {

  private EarlyReturn() {}

  static void buggy() throws Exception {
    run(Channel.unbuffered());
  }

  static void fixed() throws Exception {
    run(Channel.buffered(1));
  }

  private static void run(Channel<Integer> result) throws InterruptedException {
    Threads.start("task", () -> result.send(6 * 7));
    Optional<String> ownPart = Optional.empty(); // which failed
    if (ownPart.isEmpty()) {
      return;
    }
    Check.equal(42, result.receive(), "result");
  }
}
