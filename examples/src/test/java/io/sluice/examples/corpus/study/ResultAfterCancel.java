package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Kubernetes: a request's handler runs in a thread of its own and sends its result; the caller,
 * whose context is cancelled, has left. The send waits for ever. Fixed by a buffer of one.
 */
final class ResultAfterCancel {

  private ResultAfterCancel() {}

  static void buggy() throws Exception {
    finishRequest(Channel.unbuffered());
  }

  static void fixed() throws Exception {
    finishRequest(Channel.buffered(1));
  }

  private static void finishRequest(Channel<String> results) throws InterruptedException {
    try (CancellableContext request = Context.background().withCancel()) {
      Threads.start("handler", () -> results.send("result"));
      Threads.start("client", request::cancel);
      try {
        Check.equal("result", results.receive(request), "result");
      } catch (CancelledException cancelled) {
        // The client wants no result any more.
      }
    }
  }
}
