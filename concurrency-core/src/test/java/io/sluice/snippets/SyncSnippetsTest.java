package io.sluice.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.Semaphore;
import io.sluice.testing.ManualSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code that Javadoc shows does what Javadoc says. */
@Timeout(60)
class SyncSnippetsTest {

  private final ManualSignal signal = new ManualSignal();

  @Test
  void waitGroup_waitsForAllAndTellsTheFailure() throws InterruptedException {
    AtomicInteger downloaded = new AtomicInteger();
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      SyncSnippets.waitGroup(
          signal,
          List.of(
              downloaded::incrementAndGet,
              () -> {
                throw new IOException("no network");
              },
              downloaded::incrementAndGet));
    } finally {
      System.setOut(console);
    }
    assertThat(downloaded).hasValue(2);
    assertThat(printed.toString(UTF_8).strip())
        .isEqualTo("incomplete: java.io.IOException: no network");
  }

  @Test
  void semaphore_holdsThePermitsDuringTheWork() throws InterruptedException {
    Semaphore megabytes = new Semaphore(100);
    AtomicLong free = new AtomicLong();
    SyncSnippets.semaphore(signal, megabytes, 40, () -> free.set(megabytes.available()));
    assertThat(free).hasValue(60);
    assertThat(megabytes.available()).isEqualTo(100);
  }

  @Test
  void syncMap_counts() {
    assertThat(SyncSnippets.syncMap(List.of("a", "b", "a", "c", "a"))).isEqualTo(3);
  }
}
