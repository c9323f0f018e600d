package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.List;

/**
 * A parser leaves its loop at the first bad line; the reader that sends it the lines is stuck with
 * the next one. Fixed by a context that ends when the parser leaves, and with it the send.
 */
final class DepartedReceiver {

  private DepartedReceiver() {}

  static void buggy() throws Exception {
    parse(false);
  }

  static void fixed() throws Exception {
    parse(true);
  }

  private static void parse(boolean isTold) throws InterruptedException {
    Channel<String> lines = Channel.unbuffered();
    try (CancellableContext parsing = Context.background().withCancel()) {
      Context told = isTold ? parsing : Context.background();
      Threads.start(
          "reader",
          () -> {
            try {
              for (String line : List.of("good", "bad", "good")) {
                lines.send(told, line);
              }
            } catch (CancelledException departed) {
              // The parser wants no more lines.
            }
          });
      int good = 0;
      while (lines.receive().equals("good")) {
        good++;
      }
      Check.equal(1, good, "good lines");
    }
  }
}
