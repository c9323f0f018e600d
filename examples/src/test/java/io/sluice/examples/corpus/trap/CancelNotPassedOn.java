package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * A request is cancelled, but its query waits with the background context: cancelling does not
 * reach it, and who waits for the query waits for ever. Fixed by passing the request's context on.
 */
final class CancelNotPassedOn {

  private CancelNotPassedOn() {}

  static void buggy() throws Exception {
    serve(false);
  }

  static void fixed() throws Exception {
    serve(true);
  }

  private static void serve(boolean passesOn) throws InterruptedException {
    Channel<String> rows = Channel.unbuffered(); // of a database that does not answer
    try (CancellableContext request = Context.background().withCancel()) {
      Context passed = passesOn ? request : Context.background();
      Thread query =
          Threads.start(
              "query",
              () -> {
                try {
                  rows.receive(passed);
                } catch (CancelledException cancelled) {
                  // Nobody waits for the rows any more.
                }
              });
      request.cancel();
      query.join();
    }
  }
}
