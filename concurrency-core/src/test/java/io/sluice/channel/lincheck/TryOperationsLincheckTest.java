package io.sluice.channel.lincheck;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** trySend, tryReceive, tryClose and size are linearizable, in every flavour of channel. */
@Rule({1, 2, 5, 7, 8, 10})
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TryOperationsLincheckTest {

  enum Flavour {
    UNBUFFERED(Unbuffered.class, ChannelSpecification.Unbuffered.class),
    CAPACITY_ONE(CapacityOne.class, ChannelSpecification.CapacityOne.class),
    CAPACITY_TWO(CapacityTwo.class, ChannelSpecification.CapacityTwo.class),
    UNLIMITED(Unlimited.class, ChannelSpecification.Unlimited.class),
    CONFLATED(Conflated.class, ChannelSpecification.Conflated.class);

    private final Class<? extends ChannelOperations> operations;
    private final Class<? extends ChannelSpecification> specification;

    Flavour(
        Class<? extends ChannelOperations> operations,
        Class<? extends ChannelSpecification> specification) {
      this.operations = operations;
      this.specification = specification;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tryOperations_modelChecked_areLinearizable(Flavour flavour) {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(500)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(flavour.specification)
        .check(flavour.operations);
  }

  @Test
  void tryOperations_stressed_areLinearizable() {
    new StressOptions()
        .iterations(10)
        .invocationsPerIteration(1_000)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(ChannelSpecification.CapacityOne.class)
        .check(CapacityOne.class);
  }

  public static final class Unbuffered extends ChannelOperations {
    public Unbuffered() {
      super(Channel.unbuffered());
    }
  }

  public static final class CapacityOne extends ChannelOperations {
    public CapacityOne() {
      super(Channel.buffered(1));
    }
  }

  public static final class CapacityTwo extends ChannelOperations {
    public CapacityTwo() {
      super(Channel.buffered(2));
    }
  }

  public static final class Unlimited extends ChannelOperations {
    public Unlimited() {
      super(Channel.unlimited());
    }
  }

  public static final class Conflated extends ChannelOperations {
    public Conflated() {
      super(Channel.conflated());
    }
  }
}
