package app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.channel.Channel;
import io.sluice.sync.WaitGroup;
import io.sluice.testkit.leak.NoLeaks;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two are asked and one is heard; the other must not wait for ever to be. */
@ExtendWith(NoLeaks.class)
class FirstAnswerTest {

  @Test
  void ask_oneAnswerTaken_leavesNoThread() throws InterruptedException {
    Channel<String> answers = Channel.buffered(2);
    WaitGroup asked = new WaitGroup();
    asked.go(() -> answers.send("here"));
    asked.go(() -> answers.send("there"));

    assertTrue(Set.of("here", "there").contains(answers.receive()));
  }
}
