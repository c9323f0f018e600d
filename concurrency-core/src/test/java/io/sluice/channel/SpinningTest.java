package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.time.TimeSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rendezvous makes of its spin budget, on each kind of thread. */
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
          assertThat(channel.maySpin()).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_spinIsInVain_parksNext(ThreadKind kind) throws Exception {
    whereSpinIsAllowed(
        kind,
        waiter -> {
          assertThat(waiter.await(channel, null, true, TimeSource.nanoTime())).isFalse();
          assertThat(channel.maySpin()).isFalse();
        });
  }

  @Test
  void await_spinOfPlatformThread_lastsByTheClock() throws Exception {
    whereSpinIsAllowed(
        ThreadKind.PLATFORM,
        waiter -> {
          long start = TimeSource.nanoTime();
          waiter.await(channel, null, true, start);
          assertThat(TimeSource.nanoTime() - start)
              .isGreaterThanOrEqualTo(SpinBudget.PLATFORM_NANOS);
        });
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

  /** Returns how many waits would park at once before. */
  private int parkUntilSpinAllowed() {
    int parked = 0;
    while (!channel.maySpin()) {
      parked++;
    }
    return parked;
  }
}
