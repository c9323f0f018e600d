package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is reported of threads that do not come to wait, or not where they should. */
@Timeout(60)
class ParkedReportTest {

  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final AtomicBoolean over = new AtomicBoolean();
  private final ParkingLot lot = new ParkingLot();

  @AfterEach
  void letGo() {
    over.set(true);
    lot.letGo();
  }

  @ParameterizedTest
  @EnumSource
  void await_nobodyParks_saysWhatTheThreadDoes(ThreadKind kind) {
    Thread thread = startBusy(kind, "worker");

    assertThat(report(() -> Parked.await(thread, Parked::isWaiting, "to wait", PATIENCE)))
        .startsWith(
            """
            waited PT0.02S in vain for "worker" to wait
            thread "worker" (%s) is RUNNABLE
                at\
            """
                .formatted(nameOf(kind)))
        .contains(ParkedReportTest.class.getName() + ".beBusy(ParkedReportTest.java:");
  }

  @ParameterizedTest
  @EnumSource
  void await_parkedElsewhere_saysOnWhatWithoutAskingIt(ThreadKind kind) {
    Thread thread = lot.start(kind, "worker");
    Parked.awaitParkedOn(thread, lot);

    assertThat(report(() -> Parked.await(thread, waiting -> false, "to park on X", PATIENCE)))
        .startsWith(
            """
            waited PT0.02S in vain for "worker" to park on X
            thread "worker" (%s) is WAITING on %s
                at\
            """
                .formatted(nameOf(kind), Objects.toIdentityString(lot)))
        .contains(ParkingLot.class.getName() + ".park(ParkingLot.java:");
  }

  @ParameterizedTest
  @EnumSource
  void await_neverStarted_saysSo(ThreadKind kind) {
    Thread thread = kind.unstarted(() -> {});
    thread.setName("worker");

    assertThat(report(() -> Parked.await(thread, Parked::isWaiting, "to wait", PATIENCE)))
        .endsWith("\nthread \"worker\" (" + nameOf(kind) + ") is NEW");
  }

  @ParameterizedTest
  @EnumSource
  void awaitAllParked_someDoNot_showsThoseOnly(ThreadKind kind) {
    Thread parked = lot.start(kind, "parked");
    Thread busy = startBusy(kind, "busy");
    Parked.await(parked);

    assertThat(report(() -> Parked.awaitAllParked(List.of(parked, busy), PATIENCE)))
        .startsWith(
            """
            waited PT0.02S in vain for all of 2 to wait
            thread "busy" (%s) is RUNNABLE
                at\
            """
                .formatted(nameOf(kind)))
        .doesNotContain("\"parked\"");
  }

  @Test
  void describe_interrupted_saysSo() {
    Thread thread = startBusy(ThreadKind.PLATFORM, "worker");
    thread.interrupt();

    assertThat(ThreadReport.headline(thread, "actor"))
        .isEqualTo("actor \"worker\" (platform) is RUNNABLE, interrupted");
  }

  @Test
  void describe_deepStack_showsItsTopAndHowMuchMoreThereIs() {
    Thread thread = ThreadKind.PLATFORM.unstarted(() -> parkBelow(100));
    thread.start();
    Parked.awaitParkedOn(thread, lot);

    List<String> lines = ThreadReport.describe(thread, "thread").lines().toList();

    assertThat(lines).hasSize(1 + 16 + 1);
    assertThat(lines.get(17)).matches(" {4}… \\d\\d more");
  }

  private void parkBelow(int frames) {
    if (frames == 0) {
      lot.park();
    } else {
      parkBelow(frames - 1);
    }
  }

  private Thread startBusy(ThreadKind kind, String name) {
    AtomicBoolean busy = new AtomicBoolean();
    Thread thread = kind.unstarted(() -> beBusy(busy));
    thread.setName(name);
    thread.start();
    Threads.await(busy::get, "the thread to run");
    return thread;
  }

  private void beBusy(AtomicBoolean busy) {
    busy.set(true);
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private static String nameOf(ThreadKind kind) {
    return kind == ThreadKind.VIRTUAL ? "virtual" : "platform";
  }

  private static String report(Runnable await) {
    return catchThrowableOfType(AssertionError.class, await::run).getMessage();
  }
}
