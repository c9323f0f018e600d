package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.sync.WaitGroup;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** An hour of waiting, in virtual time. */
class PatienceTest {

  @Test
  void receive_nobodySends_givesUpAfterAnHour() {
    Simulation.run(
        () -> {
          Channel<String> answers = Channel.unbuffered();
          AtomicReference<String> state = new AtomicReference<>("patient");
          new WaitGroup()
              .go(
                  () -> {
                    try (CancellableContext limited =
                        Context.background().withTimeout(Duration.ofHours(1))) {
                      state.set(answers.receive(limited));
                    } catch (DeadlineExceededException e) {
                      state.set("gave up");
                    }
                  });

          Thread.sleep(Duration.ofMinutes(59));
          Simulation.settle();
          assertEquals("patient", state.get());

          Thread.sleep(Duration.ofMinutes(1));
          Simulation.settle();
          assertEquals("gave up", state.get());
        });
  }
}
