package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A future is completed where loading succeeds; where it fails, the failure is noted and the future
 * forgotten. Who asks for the result waits for ever. Fixed by completing it exceptionally.
 */
final class FutureNeverCompleted {

  private FutureNeverCompleted() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean completes) throws InterruptedException {
    CompletableFuture<String> future = new CompletableFuture<>();
    Threads.start(
        "loader",
        () -> {
          try {
            future.complete(load());
          } catch (IOException failed) {
            if (completes) {
              future.completeExceptionally(failed);
            }
          }
        });
    try {
      throw new AssertionError("loaded " + future.get());
    } catch (ExecutionException failed) {
      Check.equal("disk full", failed.getCause().getMessage(), "failure");
    }
  }

  private static String load() throws IOException {
    throw new IOException("disk full");
  }
}
