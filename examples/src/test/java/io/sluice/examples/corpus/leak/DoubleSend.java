package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * On failure a task sends the failure, and, for want of a {@code return}, goes on and sends a
 * result, which nobody receives. Fixed by the {@code return}.
 */
final class DoubleSend {

  private DoubleSend() {}

  static void buggy() throws Exception {
    ask(false);
  }

  static void fixed() throws Exception {
    ask(true);
  }

  private static void ask(boolean returns) throws InterruptedException {
    Channel<String> answers = Channel.unbuffered();
    Threads.start(
        "task",
        () -> {
          boolean failed = true; // this time
          if (failed) {
            answers.send("no answer");
            if (returns) {
              return;
            }
          }
          answers.send("42");
        });
    Check.equal("no answer", answers.receive(), "answer");
  }
}
