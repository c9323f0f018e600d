package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;

/**
 * etcd: a watcher is given a context that can be cancelled; then the variable is overwritten by a
 * context with a timeout, and cancelling that one does not reach the watcher. Fixed by choosing the
 * context before it is handed out.
 */
final class OverwrittenContext {

  private static final Duration TIMEOUT = Duration.ofHours(1);

  private OverwrittenContext() {}

  static void buggy() throws Exception {
    CancellableContext context = Context.background().withCancel();
    watch(context);
    context = Context.background().withTimeout(TIMEOUT);
    context.close();
  }

  static void fixed() throws Exception {
    CancellableContext context = Context.background().withTimeout(TIMEOUT);
    watch(context);
    context.close();
  }

  private static void watch(Context context) {
    Channel<String> events = Channel.unbuffered();
    Threads.start(
        "watcher",
        () -> {
          try {
            events.receive(context);
          } catch (CancelledException cancelled) {
            // The caller wants no more events.
          }
        });
  }
}
