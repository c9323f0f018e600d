package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.channel.Channel;
import io.sluice.sync.WaitGroup;
import io.sluice.testkit.simulation.ScheduleTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Two senders; the last to end closes the channel, whichever it is. */
class MergeTest {

  @ScheduleTest(schedules = 300)
  void merge_lastSenderCloses_everythingArrivesAndTheLoopEnds() throws InterruptedException {
    Channel<String> merged = Channel.unbuffered();
    AtomicInteger senders = new AtomicInteger(2);
    WaitGroup group = new WaitGroup();
    for (String word : List.of("left", "right")) {
      group.go(
          () -> {
            merged.send(word);
            int left = senders.decrementAndGet();
            if (left == 0) {
              merged.close();
            }
          });
    }

    Set<String> received = new HashSet<>();
    merged.forEach(received::add);

    assertEquals(Set.of("left", "right"), received);
  }
}
