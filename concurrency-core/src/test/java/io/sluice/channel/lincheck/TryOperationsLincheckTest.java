package io.sluice.channel.lincheck;

import io.sluice.Rule;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What never waits is linearizable: in every flavour of channel, and as a select's poll. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TryOperationsLincheckTest {

  enum Flavour {
    UNBUFFERED(
        ChannelOperations.Unbuffered.class,
        DrainOperations.Unbuffered.class,
        ChannelSpecification.Unbuffered.class),
    CAPACITY_ONE(
        ChannelOperations.CapacityOne.class,
        DrainOperations.CapacityOne.class,
        ChannelSpecification.CapacityOne.class),
    CAPACITY_TWO(
        ChannelOperations.CapacityTwo.class,
        DrainOperations.CapacityTwo.class,
        ChannelSpecification.CapacityTwo.class),
    UNLIMITED(
        ChannelOperations.Unlimited.class,
        DrainOperations.Unlimited.class,
        ChannelSpecification.Unlimited.class),
    CONFLATED(
        ChannelOperations.Conflated.class,
        DrainOperations.Conflated.class,
        ChannelSpecification.Conflated.class);

    private final Class<? extends ChannelOperations> operations;
    private final Class<? extends DrainOperations> drainOperations;
    private final Class<? extends ChannelSpecification> specification;

    Flavour(
        Class<? extends ChannelOperations> operations,
        Class<? extends DrainOperations> drainOperations,
        Class<? extends ChannelSpecification> specification) {
      this.operations = operations;
      this.drainOperations = drainOperations;
      this.specification = specification;
    }
  }

  @Rule({1, 2, 5, 7, 8, 10})
  @ParameterizedTest
  @EnumSource
  void tryOperations_modelChecked_areLinearizable(Flavour flavour) {
    modelCheck(flavour.operations, flavour.specification);
  }

  @Rule({7, 8})
  @ParameterizedTest
  @EnumSource
  void closeAndDrain_modelChecked_isAtomicTowardsSenders(Flavour flavour) {
    modelCheck(flavour.drainOperations, flavour.specification);
  }

  @Rule({15, 17, 20})
  @Test
  void selectPoll_modelChecked_isLinearizable() {
    modelCheck(SelectPollOperations.class, SelectPollSpecification.class);
  }

  @Rule({1, 2, 5, 7, 8, 10})
  @Test
  void tryOperations_stressed_areLinearizable() {
    stress(Flavour.CAPACITY_ONE.operations, Flavour.CAPACITY_ONE.specification);
  }

  @Rule({15, 17, 20})
  @Test
  void selectPoll_stressed_isLinearizable() {
    stress(SelectPollOperations.class, SelectPollSpecification.class);
  }

  private static void modelCheck(Class<?> operations, Class<?> specification) {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(specification)
        .check(operations);
  }

  private static void stress(Class<?> operations, Class<?> specification) {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(specification)
        .check(operations);
  }
}
