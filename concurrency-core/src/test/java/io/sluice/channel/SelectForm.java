package io.sluice.channel;

import io.sluice.testing.ManualSignal;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** Every way to run a select over case objects: what holds for one holds for all. */
enum SelectForm {
  AWAIT(cases -> Select.await(cases)),
  AWAIT_LIST(cases -> Select.await(Arrays.asList(cases))),
  AWAIT_SIGNAL(cases -> Select.await(new ManualSignal(), cases)),
  AWAIT_SIGNAL_LIST(cases -> Select.await(new ManualSignal(), Arrays.asList(cases))),
  AWAIT_TIMEOUT(cases -> Select.await(longTime(), cases)),
  AWAIT_TIMEOUT_LIST(cases -> Select.await(longTime(), Arrays.asList(cases))),
  AWAIT_BIASED(cases -> Select.awaitBiased(cases)),
  AWAIT_BIASED_LIST(cases -> Select.awaitBiased(Arrays.asList(cases))),
  AWAIT_BIASED_SIGNAL(cases -> Select.awaitBiased(new ManualSignal(), cases)),
  AWAIT_BIASED_SIGNAL_LIST(cases -> Select.awaitBiased(new ManualSignal(), Arrays.asList(cases))),
  AWAIT_BIASED_TIMEOUT(cases -> Select.awaitBiased(longTime(), cases)),
  AWAIT_BIASED_TIMEOUT_LIST(cases -> Select.awaitBiased(longTime(), Arrays.asList(cases))),
  NO_TIME(cases -> Select.await(Duration.ZERO, cases)),
  NO_TIME_LIST(cases -> Select.await(Duration.ofNanos(-1), Arrays.asList(cases))),
  NO_TIME_BIASED(cases -> Select.awaitBiased(Duration.ofSeconds(-1), cases)),
  NO_TIME_BIASED_LIST(cases -> Select.awaitBiased(Duration.ZERO, Arrays.asList(cases))),
  POLL(cases -> Select.poll(cases)),
  POLL_LIST(cases -> Select.poll(Arrays.asList(cases))),
  POLL_BIASED(cases -> Select.pollBiased(cases)),
  POLL_BIASED_LIST(cases -> Select.pollBiased(Arrays.asList(cases)));

  /** The sources for {@code @MethodSource}. */
  static final String WAITING = "io.sluice.channel.SelectForm#waiting";

  static final String NOT_WAITING = "io.sluice.channel.SelectForm#notWaiting";

  private interface Run {
    SelectCase<?> over(SelectCase<?>[] cases) throws InterruptedException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
  private final Run run;

  SelectForm(Run run) {
    this.run = run;
  }

  /** Runs a select over exactly this array. Returns null if none was ready, or in time. */
  SelectCase<?> run(SelectCase<?>... cases) throws InterruptedException {
    return run.over(cases);
  }

  /** Longer than any test. */
  static Duration longTime() {
    return Duration.ofMinutes(5);
  }

  boolean waits() {
    return name().startsWith("AWAIT");
  }

  boolean isBiased() {
    return name().contains("BIASED");
  }

  static Stream<SelectForm> waiting() {
    return Stream.of(values()).filter(SelectForm::waits);
  }

  static Stream<SelectForm> notWaiting() {
    return Stream.of(values()).filter(form -> !form.waits());
  }
}
