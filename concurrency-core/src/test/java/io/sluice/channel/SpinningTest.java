package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rendezvous, and a select of such, makes of its spin budget, on each kind of thread. */
@Timeout(60)
class SpinningTest {

  private final RendezvousChannel<String> channel = new RendezvousChannel<>();

  @BeforeAll
  static void needsTwoProcessors() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void spins_ofNewChannel_comeAfterPause(ThreadKind kind) throws Exception {
    boolean virtual = kind == ThreadKind.VIRTUAL;
    Threads.startRacing(
            kind,
            () -> {
              assertThat(parkUntilSpinAllowed())
                  .isEqualTo(SpinBudget.PAUSE + (virtual ? 0 : SpinBudget.EARLY_PROBE));
            })
        .result();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_spinIsRewarded_spinsAgain(ThreadKind kind) throws Exception {
    whereSpinIsAllowed(
        kind,
        waiter -> {
          assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
          assertThat(waiter.await(channel, null, false, 0)).isTrue();
          assertThat(spins()).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_spinIsInVain_parksNext(ThreadKind kind) throws Exception {
    whereSpinIsAllowed(
        kind,
        waiter -> {
          assertThat(waiter.await(channel, null, true, TimeSource.nanoTime())).isFalse();
          assertThat(spins()).isFalse();
        });
  }

  /** Often, for a round of iterations alone would last as long until it is compiled. */
  @Test
  void await_spinOfPlatformThread_lastsByTheClock() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      whereSpinIsAllowed(
          ThreadKind.PLATFORM,
          waiter -> {
            long start = TimeSource.nanoTime();
            waiter.await(channel, null, true, start);
            assertThat(TimeSource.nanoTime() - start)
                .isGreaterThanOrEqualTo(SpinBudget.PLATFORM_NANOS);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void select_atRendezvous_learnsToSpin(ThreadKind kind) throws Exception {
    SelectOperation select =
        selectOver(Channel.conflated(), Timers.after(Duration.ofHours(1)), channel);
    Threads.startRacing(
            kind,
            () -> {
              selectInVain(select);
              assertThat(select.spinBudget()).isEqualTo(SpinBudget.INITIAL + 1);
              parkUntilSpinAllowed(select);
              assertThat(spins(select)).isTrue();
              selectInVain(select);
              assertThat(spins(select)).isFalse();
            })
        .result();
  }

  @ParameterizedTest
  @MethodSource("parking")
  void select_atBufferOrAtNoRendezvous_parksAtOnce(SelectOperation select) throws Exception {
    selectInVain(select);
    assertThat(select.spinBudget()).isEqualTo(SpinBudget.NEVER);
  }

  static Stream<SelectOperation> parking() {
    return Stream.of(
        selectOver(Channel.unbuffered(), Channel.buffered(1)),
        selectOver(Channel.buffered(1), Channel.unbuffered()),
        selectOver(Channel.unbuffered(), Channel.unlimited()),
        selectOver(Channel.conflated(), Timers.after(Duration.ofHours(1))));
  }

  private static void selectInVain(SelectOperation select) throws InterruptedException {
    assertThat(select.await(false, null, true, TimeSource.nanoTime())).isNull();
  }

  private static SelectOperation selectOver(ReceiveChannel<?>... channels) {
    return SelectOperation.of(
        Stream.of(channels).map(ReceiveChannel::receiveCase).toArray(SelectCase<?>[]::new));
  }

  /** All other carriers are busy, so what has been started runs only if this thread lets it. */
  @Test
  void spins_ofVirtualThreadAreAlwaysRewarded_letOthersRun() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    try {
      CountDownLatch running = new CountDownLatch(carriers() - 1);
      for (int i = 1; i < carriers(); i++) {
        busy.add(Thread.startVirtualThread(() -> keepCarrier(running, over)));
      }
      running.await();
      Threads.startRacing(ThreadKind.VIRTUAL, this::assertThatTurnIsGiven).result();
    } finally {
      over.set(true);
      for (Thread thread : busy) {
        thread.join();
      }
    }
  }

  private void assertThatTurnIsGiven() {
    AtomicBoolean others = new AtomicBoolean();
    parkUntilSpinAllowed();
    Thread.startVirtualThread(() -> others.set(true));
    for (int i = 0; i < SpinBudget.TURN; i++) {
      assertThat(spins()).isTrue();
    }
    assertThat(spins()).isTrue();
    assertThat(others).isTrue();
  }

  private static void keepCarrier(CountDownLatch running, AtomicBoolean over) {
    running.countDown();
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private static int carriers() {
    return Integer.getInteger(
        "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
  }

  /** Gives a waiter that is about to wait to a thread that may spin. */
  private void whereSpinIsAllowed(
      ThreadKind kind, ThrowingConsumer<Waiter, InterruptedException> wait) throws Exception {
    Threads.startRacing(
            kind,
            () -> {
              parkUntilSpinAllowed();
              Waiter waiter = new Waiter();
              waiter.lead();
              wait.accept(waiter);
            })
        .result();
  }

  private int parkUntilSpinAllowed() {
    return parkUntilSpinAllowed(channel);
  }

  /** Returns how many waits would park at once before. */
  private static int parkUntilSpinAllowed(Waiter.Blocked blocked) {
    int parked = 0;
    boolean virtual = Thread.currentThread().isVirtual();
    while (!SpinBudget.allowsSpin(blocked.spinBudget(), virtual)) {
      assertThat(spins(blocked)).isFalse();
      parked++;
    }
    return parked;
  }

  private boolean spins() {
    return spins(channel);
  }

  /** Whether a wait spins whose claim has come already, so that its spin would be rewarded. */
  private static boolean spins(Waiter.Blocked blocked) {
    Waiter claimed = new Waiter();
    claimed.lead();
    assertThat(claimed.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    return Spin.untilClaimed(claimed, blocked);
  }
}
