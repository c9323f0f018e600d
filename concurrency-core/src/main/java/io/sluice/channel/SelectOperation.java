package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of select: lock all channels, proceed with one ready case or else wait in all
 * queues at once, leave the queues that lost.
 *
 * <pre>
 *   lock all ──▶ some case ready? ──yes──▶ choose, commit, unlock all ──────────────────▶ chosen
 *                     │ no
 *                     ├── poll ──▶ unlock all ──▶ none ready, at this instant (rule 17)
 *                     ▼
 *               join every queue, unlock all ──▶ wait for the leader's claim word
 *                                                  │ claimed          │ given up
 *                                                  ▼                  ▼
 *                                        leave the other queues   leave all queues
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Locks are taken in ascending {@link ShortLock#rank()}, each channel once even where several
 *       cases share it. So selects never deadlock, and a select never meets its own waiters: it is
 *       in no queue while it looks for a partner (rule 19).
 *   <li>All cases are judged while all locks are held: a poll that finds none ready was right at
 *       one instant.
 *   <li>All cases share one claim word, the {@link #leader}'s: the first partner to arrive wins,
 *       and exactly one case commits (rule 18).
 *   <li>After the run no queue refers to this operation, and none of its channels has a partner
 *       that could still reach it: for the losing channels because each was locked since the
 *       decision, for the winning one because a partner touches nothing after its claim. So the
 *       operation and its cases can be used again at once.
 * </ul>
 *
 * <p>The operation, with the sorted channels, is kept by its first case, so that a loop that
 * selects over the same cases allocates nothing. This is the algorithm of Go's {@code
 * runtime/select.go}.
 */
final class SelectOperation implements Waiter.Blocked {

  /** In source order: the order of evaluation and of the biased choice. */
  private final SelectCase<?>[] cases;

  /** Every channel of the cases once, in locking order. */
  private final AbstractChannel<?>[] channels;

  private final boolean hasTimers;
  private final Waiter leader = new Waiter();

  private SelectOperation(SelectCase<?>[] cases) {
    this.cases = cases;
    this.channels =
        Arrays.stream(cases)
            .map(selectCase -> selectCase.channel)
            .filter(Objects::nonNull)
            .distinct()
            .sorted(Comparator.comparingLong(ShortLock::rank))
            .toArray(AbstractChannel<?>[]::new);
    this.hasTimers = Arrays.stream(channels).anyMatch(TimerChannel.class::isInstance);
  }

  static SelectOperation of(SelectCase<?>[] cases) {
    Objects.requireNonNull(cases, "cases");
    if (cases.length == 0) {
      return new SelectOperation(cases);
    }
    SelectOperation known = Objects.requireNonNull(cases[0], "cases[0]").operation;
    if (known != null && Arrays.equals(known.cases, cases)) {
      return known;
    }
    for (int i = 1; i < cases.length; i++) {
      Objects.requireNonNull(cases[i], "cases[" + i + "]");
    }
    SelectOperation fresh = new SelectOperation(cases.clone());
    cases[0].operation = fresh;
    return fresh;
  }

  static SelectOperation of(List<? extends SelectCase<?>> cases) {
    return of(Objects.requireNonNull(cases, "cases").toArray(SelectCase<?>[]::new));
  }

  /** Runs without waiting. Returns null if no case was ready. */
  @Nullable SelectCase<?> poll(boolean biased) {
    enterAll();
    try {
      SelectCase<?> chosen;
      lockAll();
      try {
        chosen = commitOne(biased);
      } finally {
        unlockAll();
      }
      return conclude(chosen);
    } finally {
      exitAll();
    }
  }

  /** Runs, and waits until a case is chosen. Returns null if the time ran out first. */
  @Nullable SelectCase<?> await(
      boolean biased, @Nullable CancelSignal signal, boolean timed, long nanos)
      throws InterruptedException {
    Interruption.check(signal);
    if (timed && nanos <= 0) {
      return poll(biased);
    }
    enterAll();
    try {
      SelectCase<?> chosen;
      lockAll();
      try {
        chosen = commitOne(biased);
        if (chosen == null) {
          joinQueues();
        }
      } finally {
        unlockAll();
      }
      if (chosen == null) {
        chosen = awaitClaim(signal, timed, nanos);
      }
      return conclude(chosen);
    } finally {
      exitAll();
    }
  }

  private static @Nullable SelectCase<?> conclude(@Nullable SelectCase<?> chosen) {
    if (chosen != null) {
      chosen.chosen();
    }
    return chosen;
  }

  private @Nullable SelectCase<?> awaitClaim(
      @Nullable CancelSignal signal, boolean timed, long nanos) throws InterruptedException {
    Waiter winner = null;
    try {
      leader.await(this, signal, timed, timed ? TimeSource.nanoTime() + nanos : 0);
      winner = leader.winner();
    } finally {
      leaveQueues(winner);
    }
    for (SelectCase<?> selectCase : cases) {
      if (selectCase.waiter == winner) {
        selectCase.complete();
        return selectCase;
      }
    }
    return null;
  }

  // ---- with all locks held ----

  /** Proceeds with one of the ready cases. Returns null if none is ready. */
  private @Nullable SelectCase<?> commitOne(boolean biased) {
    while (true) {
      SelectCase<?> choice = choose(biased);
      // A commit fails only on waiters that have given up, and drops them.
      if (choice == null || choice.tryCommit()) {
        return choice;
      }
    }
  }

  /** Of the ready cases the first, or a uniformly random one (by reservoir sampling; rule 16). */
  private @Nullable SelectCase<?> choose(boolean biased) {
    SelectCase<?> choice = null;
    int ready = 0;
    for (SelectCase<?> selectCase : cases) {
      if (selectCase.isActive() && selectCase.isReady()) {
        ready++;
        if (ready == 1 || ThreadLocalRandom.current().nextInt(ready) == 0) {
          choice = selectCase;
        }
        if (biased) {
          break;
        }
      }
    }
    return choice;
  }

  private void joinQueues() {
    leader.lead();
    for (SelectCase<?> selectCase : cases) {
      if (selectCase.isActive()) {
        selectCase.enqueue(leader);
        selectCase.queued = true;
      }
    }
  }

  // ---- without any lock held ----

  private void leaveQueues(@Nullable Waiter winner) {
    for (SelectCase<?> selectCase : cases) {
      if (selectCase.queued) {
        selectCase.queued = false;
        if (selectCase.waiter != winner) {
          AbstractChannel<?> channel = Objects.requireNonNull(selectCase.channel);
          channel.lock();
          selectCase.dequeue();
          channel.unlock();
        }
      }
    }
  }

  private void enterAll() {
    for (int i = 0; i < cases.length; i++) {
      if (!cases[i].enter()) {
        for (int j = 0; j < i; j++) {
          cases[j].exit();
        }
        throw new IllegalStateException(
            "cases[" + i + "] stands twice in this select, or is part of one that is running");
      }
    }
  }

  private void exitAll() {
    for (SelectCase<?> selectCase : cases) {
      selectCase.exit();
    }
  }

  private void lockAll() {
    for (AbstractChannel<?> channel : channels) {
      channel.lock();
    }
  }

  private void unlockAll() {
    Thread toWake = null;
    for (AbstractChannel<?> channel : channels) {
      Thread claimed = channel.takeClaimed();
      toWake = claimed == null ? toWake : claimed;
      channel.unlock();
    }
    // Only the one channel that committed can have claimed a waiter.
    Waiter.unpark(toWake);
  }

  // ---- what the leader waits for ----

  @Override
  public long nanosUntilDue() {
    long soonest = Long.MAX_VALUE;
    if (hasTimers) {
      for (SelectCase<?> selectCase : cases) {
        if (selectCase.queued) {
          soonest = Math.min(soonest, Objects.requireNonNull(selectCase.channel).nanosUntilDue());
        }
      }
    }
    return soonest;
  }

  @Override
  public void deliverDue() {
    for (SelectCase<?> selectCase : cases) {
      if (selectCase.queued) {
        Objects.requireNonNull(selectCase.channel).deliverDue();
      }
    }
  }

  @Override
  public String toString() {
    return "Select" + Arrays.toString(cases);
  }
}
