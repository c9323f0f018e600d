package io.sluice.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.channel.Channel;
import io.sluice.channel.Ticker;
import io.sluice.testing.ManualSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code that Javadoc shows does what Javadoc says. */
@Timeout(60)
class ChannelSnippetsTest {

  /** A snippet. */
  private interface Snippet {
    void run() throws InterruptedException;
  }

  private static String printedBy(Snippet snippet) throws InterruptedException {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      snippet.run();
    } finally {
      System.setOut(console);
    }
    return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static Channel<String> closedAfter(String... values) throws InterruptedException {
    Channel<String> channel = Channel.buffered(values.length);
    for (String value : values) {
      channel.send(value);
    }
    channel.close();
    return channel;
  }

  @Test
  void channel_printsWhatWasSent() throws InterruptedException {
    assertThat(printedBy(ChannelSnippets::firstChannel)).isEqualTo("hello\nworld\n");
  }

  @Test
  void received_tellsTheThreeOutcomesApart() throws InterruptedException {
    Channel<String> words = closedAfter("word");
    assertThat(printedBy(() -> ChannelSnippets.received(Channel.unbuffered())))
        .isEqualTo("none yet\n");
    assertThat(printedBy(() -> ChannelSnippets.received(words))).isEqualTo("word\n");
    assertThat(printedBy(() -> ChannelSnippets.received(words))).isEqualTo("no more words\n");
  }

  @Test
  void loops_endWithTheirChannel() throws InterruptedException {
    Channel<String> first = closedAfter("one", "two");
    assertThat(printedBy(() -> ChannelSnippets.ticker(first))).isEqualTo("one\ntwo\n");
    Channel<String> second = closedAfter("one", "two");
    Ticker slow = Ticker.every(Duration.ofDays(1));
    assertThat(printedBy(() -> ChannelSnippets.selectLoop(new ManualSignal(), second, slow)))
        .isEqualTo("working on one\nworking on two\n");
  }

  @Test
  void selectExpression_yieldsTheResultOfItsAlternative() throws InterruptedException {
    Channel<String> idle = Channel.unbuffered();
    Channel<Integer> full = Channel.unbuffered();
    assertThat(
            ChannelSnippets.selectExpression(new ManualSignal(), idle, closedAfter("hello"), full))
        .isEqualTo("word hello");
    assertThat(ChannelSnippets.selectExpression(new ManualSignal(), idle, closedAfter(), full))
        .isEqualTo("no more words");
    assertThat(ChannelSnippets.selectExpression(new ManualSignal(), idle, idle, full))
        .isEqualTo("slow");
  }
}
