package io.sluice.snippets;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendChannel;
import io.sluice.channel.Ticker;
import java.time.Duration;
import java.time.Instant;

/** The code that Javadoc shows, compiled and run by {@link ChannelSnippetsTest}. */
final class ChannelSnippets {

  private ChannelSnippets() {}

  static void firstChannel() throws InterruptedException {
    // @start region="channel"
    Channel<String> words = Channel.unbuffered();
    Thread.startVirtualThread(
        () -> {
          try {
            words.send("hello");
            words.send("world");
            words.close();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    words.forEach(System.out::println);
    // @end
  }

  static void received(ReceiveChannel<String> channel) {
    // @start region="received"
    switch (channel.tryReceive()) {
      case Received.Value<String>(String word) -> System.out.println(word);
      case Received.Closed<String>(Throwable cause) -> System.out.println("no more words");
      case Received.Empty<String> empty -> System.out.println("none yet");
    }
    // @end
  }

  static void ticker(ReceiveChannel<String> jobs) throws InterruptedException {
    // @start region="ticker"
    Ticker ticker = Ticker.every(Duration.ofSeconds(1));
    ReceiveCase<Instant> tick = ticker.channel().receiveCase();
    ReceiveCase<String> job = jobs.receiveCase();
    while (true) {
      if (Select.await(job, tick) == tick) {
        System.out.println("still alive at " + tick.value());
      } else if (job.isClosed()) {
        return;
      } else {
        System.out.println(job.value());
      }
    }
    // @end
  }

  static void selectLoop(CancelSignal signal, ReceiveChannel<String> jobs, Ticker ticker)
      throws InterruptedException {
    // @start region="select-loop"
    ReceiveCase<String> job = jobs.receiveCase();
    ReceiveCase<Instant> tick = ticker.channel().receiveCase();
    while (true) {
      SelectCase<?> chosen = Select.await(signal, job, tick);
      if (chosen == job) {
        if (job.isClosed()) {
          return;
        }
        System.out.println("working on " + job.value());
      } else {
        System.out.println("still alive");
      }
    }
    // @end
  }

  static String selectExpression(
      CancelSignal signal,
      ReceiveChannel<String> jobs,
      ReceiveChannel<String> words,
      SendChannel<Integer> out)
      throws InterruptedException {
    // @start region="select-expression"
    String result =
        Select.<String>of()
            .receive(jobs, job -> "job " + job)
            .receive(words, word -> "word " + word, closed -> "no more words")
            .send(out, 42, () -> "sent")
            .timeout(Duration.ofMillis(100), () -> "slow")
            .run(signal);
    // @end
    return result;
  }
}
