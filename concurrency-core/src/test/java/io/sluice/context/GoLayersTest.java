package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Select;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** {@code TestLayersCancel} and {@code TestLayersTimeout} of Go's {@code x_test.go}. */
@Rule({32, 35})
@Timeout(60)
class GoLayersTest {

  private static final int LAYERS = 30;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<Context.Key<Object>> keys = new ArrayList<>();
  private final List<CancellableContext> cancels = new ArrayList<>();
  private int timers;
  private Context context = Context.background();

  private void build(Duration timeout) {
    for (int i = 0; i < LAYERS || timers == 0 || cancels.size() == timers || keys.isEmpty(); i++) {
      switch (random.nextInt(3)) {
        case 0 -> {
          Context.Key<Object> key = Context.Key.of("key " + i);
          keys.add(key);
          context = context.withValue(key, key);
        }
        case 1 -> {
          cancels.add(context.withCancel());
          context = cancels.getLast();
        }
        default -> {
          cancels.add(context.withTimeout(timeout));
          context = cancels.getLast();
          timers++;
        }
      }
    }
  }

  private void assertValues() {
    assertThat(keys).as("seed %d", seed).allSatisfy(k -> assertThat(context.value(k)).isSameAs(k));
  }

  @RepeatedTest(20)
  void layersCancel() {
    build(Probe.LONG);
    assertThat(Select.poll(context.done().receiveCase())).as("seed %d", seed).isNull();
    assertValues();
    cancels.get(random.nextInt(cancels.size())).cancel();
    assertThat(Select.poll(context.done().receiveCase())).as("seed %d", seed).isNotNull();
    assertThat(context.state()).isEqualTo(State.CANCELLED);
    assertValues();
  }

  @RepeatedTest(5)
  void layersTimeout() throws InterruptedException {
    build(Duration.ofMillis(20));
    assertValues();
    assertThat(Select.await(Threads.DEADLINE, context.done().receiveCase()))
        .as("seed %d", seed)
        .isNotNull();
    assertThat(context.state()).isEqualTo(State.DEADLINE_EXCEEDED);
    assertValues();
  }
}
