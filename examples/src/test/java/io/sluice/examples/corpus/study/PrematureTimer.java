package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.Timers;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;
import java.time.Instant;

/**
 * A timer of zero stands for "no timeout" until a real one replaces it; where none does, it fires
 * at once, and the wait ends before anything happened. Fixed by a channel that is never ready.
 */
final class PrematureTimer {

  private PrematureTimer() {}

  static void buggy() throws Exception {
    await(Timers.after(Duration.ZERO), Duration.ZERO);
  }

  static void fixed() throws Exception {
    await(Channel.never(), Duration.ZERO);
  }

  private static void await(ReceiveChannel<Instant> initial, Duration timeout)
      throws InterruptedException {
    ReceiveChannel<Instant> timer = timeout.isPositive() ? Timers.after(timeout) : initial;
    Channel<String> done = Channel.unbuffered();
    Threads.start("work", done::close);
    ReceiveCase<Instant> timedOut = timer.receiveCase();
    SelectCase<?> chosen = Select.await(timedOut, done.receiveCase());
    Check.that(chosen != timedOut, "timed out without a timeout");
  }
}
