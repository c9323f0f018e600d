package io.sluice.channel;

import java.util.Arrays;
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
 *   <li>While a select looks for a partner it is in no queue, so it never pairs with itself (rule
 *       19).
 *   <li>Entering a case is guarded by the lock of its channel: of two threads that misuse one case
 *       exactly one is refused, before anything is queued.
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
 * <p>The operation, with its {@linkplain SelectedChannels channels}, is kept by its first case, so
 * that a loop that selects over the same cases allocates nothing, and learns whether to spin. This
 * is the algorithm of Go's {@code runtime/select.go}.
 */
final class SelectOperation implements Waiter.Blocked {

  /** In source order: the order of evaluation and of the biased choice. */
  private final SelectCase<?>[] cases;

  private final SelectedChannels channels;
  private final Waiter leader = new Waiter();

  /**
   * See {@link SpinBudget}. Owner only. Not that of a channel, where others wait for other partners
   * than this select does.
   */
  private int spinBudget;

  private SelectOperation(SelectCase<?>[] cases) {
    this.cases = cases;
    this.channels = SelectedChannels.of(cases);
    this.spinBudget = channels.areForRendezvous() ? SpinBudget.INITIAL : SpinBudget.NEVER;
  }

  static SelectOperation of(SelectCase<?>[] cases) {
    Objects.requireNonNull(cases, "cases");
    if (cases.length == 0) {
      return new SelectOperation(cases);
    }
    SelectOperation known = Objects.requireNonNull(cases[0], "cases[0]").operation;
    return known != null && known.isOver(cases) ? known : remember(cases.clone());
  }

  static SelectOperation of(List<? extends SelectCase<?>> cases) {
    Objects.requireNonNull(cases, "cases");
    if (!cases.isEmpty()) {
      SelectOperation known = Objects.requireNonNull(cases.get(0), "cases[0]").operation;
      if (known != null && known.isOver(cases)) {
        return known;
      }
    }
    SelectCase<?>[] copy = cases.toArray(SelectCase<?>[]::new);
    return copy.length == 0 ? new SelectOperation(copy) : remember(copy);
  }

  private static SelectOperation remember(SelectCase<?>[] cases) {
    for (int i = 0; i < cases.length; i++) {
      Objects.requireNonNull(cases[i], "cases[" + i + "]");
    }
    SelectOperation operation = new SelectOperation(cases);
    cases[0].operation = operation;
    return operation;
  }

  private boolean isOver(SelectCase<?>[] others) {
    if (others.length != cases.length) {
      return false;
    }
    for (int i = 0; i < cases.length; i++) {
      if (cases[i] != others[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isOver(List<? extends SelectCase<?>> others) {
    if (others.size() != cases.length) {
      return false;
    }
    for (int i = 0; i < cases.length; i++) {
      if (cases[i] != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Runs without waiting. Returns null if no case was ready. */
  @Nullable SelectCase<?> poll(boolean biased) {
    enterAndLockAll();
    try {
      SelectCase<?> chosen;
      try {
        chosen = commitOne(biased);
      } finally {
        channels.unlockAll();
      }
      return conclude(chosen);
    } finally {
      exitAll();
    }
  }

  /** Runs, and waits until a case is chosen. Returns null if the deadline passed first. */
  @Nullable SelectCase<?> await(
      boolean biased, @Nullable CancelSignal signal, boolean timed, long deadline)
      throws InterruptedException {
    enterAndLockAll();
    try {
      SelectCase<?> chosen;
      try {
        chosen = commitOne(biased);
        if (chosen == null) {
          joinQueues();
        }
      } finally {
        channels.unlockAll();
      }
      if (chosen == null) {
        chosen = awaitClaim(signal, timed, deadline);
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
      @Nullable CancelSignal signal, boolean timed, long deadline) throws InterruptedException {
    Waiter winner = null;
    try {
      leader.await(this, signal, timed, deadline);
      winner = leader.winner();
    } finally {
      leaveQueues(winner);
      leader.release();
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
      // A commit fails on waiters that have given up, which it drops, and on a timer whose tick
      // belongs to somebody who waits for it, and now has it.
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

  /** Returns with all locks held and all cases entered, or throws with none. */
  private void enterAndLockAll() {
    channels.lockAll();
    for (int i = 0; i < cases.length; i++) {
      if (!cases[i].enter()) {
        for (int j = 0; j < i; j++) {
          cases[j].exit();
        }
        channels.unlockAll();
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

  // ---- what the leader waits for ----

  @Override
  public int spinBudget() {
    return spinBudget;
  }

  @Override
  public void learn(int newSpinBudget) {
    spinBudget = newSpinBudget;
  }

  @Override
  public long nanosUntilDue() {
    AbstractChannel<?> soonest = soonest();
    return soonest == null ? Long.MAX_VALUE : soonest.nanosUntilDue();
  }

  @Override
  public void deliverDue() {
    AbstractChannel<?> soonest = soonest();
    if (soonest != null) {
      soonest.deliverDue();
    }
  }

  /** Of the timers that the leader waits at, the one that is due first. */
  private @Nullable AbstractChannel<?> soonest() {
    AbstractChannel<?> soonest = null;
    if (channels.haveTimer()) {
      long least = Long.MAX_VALUE;
      for (SelectCase<?> selectCase : cases) {
        if (selectCase.queued) {
          AbstractChannel<?> channel = Objects.requireNonNull(selectCase.channel);
          long nanos = channel.nanosUntilDue();
          if (nanos < least) {
            least = nanos;
            soonest = channel;
          }
        }
      }
    }
    return soonest;
  }

  @Override
  public String toString() {
    return "Select" + Arrays.toString(cases);
  }
}
