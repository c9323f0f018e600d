package io.sluice.snippets;

import io.sluice.channel.ReceiveChannel;
import io.sluice.context.Context;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;

/** The code that Javadoc shows, compiled and run by {@link ContextSnippetsTest}. */
final class ContextSnippets {

  private ContextSnippets() {}

  static String timeout(Context context, ReceiveChannel<String> answers)
      throws InterruptedException {
    // @start region="timeout"
    try (var limited = context.withTimeout(Duration.ofMillis(200))) {
      return answers.receive(limited);
    }
    // @end
  }

  static String call(Context context, BlockingQueue<String> queue) throws Exception {
    // @start region="call"
    String job = context.call(queue::take);
    // @end
    return job;
  }

  static void untilShutdown(ReceiveChannel<String> jobs) throws InterruptedException {
    // @start region="untilShutdown"
    try (var running = Context.untilShutdown(Duration.ofSeconds(10))) {
      jobs.forEach(running, System.out::println);
    } // the shutdown goes on from here
    // @end
  }
}
