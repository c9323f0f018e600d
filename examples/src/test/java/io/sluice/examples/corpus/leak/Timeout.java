package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;

/**
 * The caller waits for an answer no longer than a millisecond; the task that comes later than that,
 * on any machine, waits to send for ever. Fixed by a buffer of one.
 */
final class Timeout {

  private static final Duration PATIENCE = Duration.ofMillis(1);

  private Timeout() {}

  static void buggy() throws Exception {
    ask(Channel.unbuffered());
  }

  static void fixed() throws Exception {
    ask(Channel.buffered(1));
  }

  private static void ask(Channel<String> answers) throws InterruptedException {
    Channel<String> patience = Channel.unbuffered();
    Threads.start(
        "task",
        () -> {
          patience.receiveOrClosed();
          answers.send("too late");
        });
    Received<String> answer = answers.tryReceive(PATIENCE);
    patience.close();
    Check.that(!answer.isClosed(), "closed");
  }
}
