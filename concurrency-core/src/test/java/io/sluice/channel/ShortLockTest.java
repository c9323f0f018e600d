package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Parked;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Rule(28)
@Timeout(60)
class ShortLockTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 50_000;

  private final ShortLock lock = new ShortLock() {};

  /** Guarded by the lock, and plain: a broken lock loses increments. */
  private int count;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void lock_contended_excludesOthers(ThreadKind kind) {
    List<Outcome<Void>> threads =
        IntStream.range(0, THREADS)
            .mapToObj(thread -> Threads.start(kind, this::countRounds))
            .toList();
    threads.forEach(Outcome::result);
    assertThat(count).isEqualTo(THREADS * ROUNDS);
  }

  private void countRounds() {
    for (int i = 0; i < ROUNDS; i++) {
      lock.lock();
      count++;
      lock.unlock();
    }
  }

  @Test
  void tryLock_heldByAnother_failsWithoutParking() {
    lock.lock();
    assertThat(Threads.start(ThreadKind.PLATFORM, lock::tryLock).result()).isFalse();
    lock.unlock();
    assertThat(lock.tryLock()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void lock_interruptedWhilePausing_acquiresAndKeepsTheStatus(ThreadKind kind) {
    lock.lock();
    Outcome<Boolean> waiting =
        Threads.start(
            kind,
            () -> {
              lock.lock();
              lock.unlock();
              return Thread.interrupted();
            });
    Parked.awaitWithin(waiting.thread(), ShortLock.class);
    waiting.thread().interrupt();
    lock.unlock();
    assertThat(waiting.result()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void lock_unparkedWhilePausing_leavesTheUnparkToTheNextPark(ThreadKind kind) {
    lock.lock();
    Outcome<Void> waiting =
        Threads.start(
            kind,
            () -> {
              lock.lock();
              lock.unlock();
              LockSupport.park(this);
            });
    Parked.awaitWithin(waiting.thread(), ShortLock.class);
    LockSupport.unpark(waiting.thread());
    lock.unlock();
    waiting.result();
  }

  @Test
  void rank_ofEachLock_isItsOwnAndConstant() {
    List<ShortLock> locks =
        IntStream.range(0, 100).<ShortLock>mapToObj(i -> new ShortLock() {}).toList();
    long[] ranks = locks.stream().mapToLong(ShortLock::rank).toArray();
    assertThat(LongStream.of(ranks).distinct().count()).isEqualTo(locks.size());
    assertThat(ranks).isSorted().doesNotContain(0);
    assertThat(locks.stream().mapToLong(ShortLock::rank).toArray()).isEqualTo(ranks);
  }
}
