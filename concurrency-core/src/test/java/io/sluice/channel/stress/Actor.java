package io.sluice.channel.stress;

import io.sluice.testing.ManualSignal;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One thread of the stress: performs random operations and accounts for their outcomes. */
final class Actor {

  /** One in so many steps looks at the interrupt status instead of leaving it to an operation. */
  private static final int STATUS_ODDS = 64;

  private static final List<Operation> SENDS =
      List.copyOf(EnumSet.range(Operation.SEND, Operation.TRY_SEND_FOR));
  private static final List<Operation> RECEIVES =
      List.copyOf(EnumSet.range(Operation.RECEIVE, Operation.STREAM));
  private static final List<Operation> SELECTS =
      List.copyOf(EnumSet.range(Operation.SELECT, Operation.BUILT_SELECT_WITH_SIGNAL));

  private final int id;
  private final Ledger ledger;
  private final Ledger.Account account;
  private final SplittableRandom random;
  private final Tally tally = new Tally();
  private final Interrupts interrupts;
  private final Transfers transfers;
  private final List<Menu> menus;
  private final BuiltSelect builtSelect;
  private final boolean consumer;

  private volatile Thread thread;
  private volatile ManualSignal signal = new ManualSignal();
  private volatile boolean stopping;

  /** Whether the current operation waits for {@link #signal} too. */
  private volatile boolean cancellable;

  /** How many waiters the current operation may leave in queues without any limit of time. */
  private volatile int mayWaitFor;

  /**
   * Counts steps and what is received in the middle of one: while it stays the same, the actor has
   * done nothing. Written by the actor only.
   */
  private final AtomicLong progress = new AtomicLong();

  Actor(
      int id,
      List<TestedChannel> channels,
      List<TestedTicker> tickers,
      Ledger ledger,
      SplittableRandom random) {
    this.id = id;
    this.ledger = ledger;
    this.account = ledger.account(id);
    this.random = random;
    this.interrupts = new Interrupts(ledger);
    Targets targets = new Targets(id, channels, tickers, random);
    this.consumer = targets.ownsChannels();
    this.transfers = new Transfers(this, account, targets, random);
    this.menus = List.of(menu(targets), menu(targets), menu(targets), menu(targets));
    this.builtSelect = new BuiltSelect(this, account, targets, random);
  }

  private Menu menu(Targets targets) {
    return new Menu(this, account, targets, random);
  }

  int id() {
    return id;
  }

  Tally tally() {
    return tally;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The signal of the current operation. */
  ManualSignal signal() {
    return signal;
  }

  /** Announces that the operation about to start may wait for ever, at so many places. */
  void mayWaitFor(int waiters) {
    mayWaitFor = waiters;
  }

  /** Announces that the current operation got a step further. */
  void progress() {
    progress.setRelease(progress.getPlain() + 1);
  }

  // ---- from other threads ----

  void interrupt() {
    Thread running = thread;
    if (running != null) {
      interrupts.deliver(running);
    }
  }

  void cancel() {
    signal.give();
  }

  void stop() {
    stopping = true;
  }

  long progressMade() {
    return progress.get();
  }

  /** How many waiters this actor has in queues if it is stuck now; 0 if it need not be stuck. */
  int stuckAt() {
    Thread running = thread;
    boolean stuck =
        running != null
            && running.getState() == Thread.State.WAITING
            && !interrupts.isPending()
            && !(cancellable && signal.isDone());
    return stuck ? mayWaitFor : 0;
  }

  // ---- the actor's thread ----

  void run() {
    thread = Thread.currentThread();
    while (!stopping && account.hasRoomFor(Menu.MOST_CASES)) {
      step(pick());
    }
    interrupts.takeStatus();
  }

  private void step(Operation operation) {
    progress();
    if (random.nextInt(STATUS_ODDS) == 0) {
      interrupts.takeStatus();
    }
    boolean refuses = operation.mayWait() && Thread.currentThread().isInterrupted();
    cancellable = operation.takesSignal();
    if (cancellable) {
      if (signal.isDone() && random.nextInt(4) > 0) {
        signal = new ManualSignal();
      }
      refuses |= signal.isDone();
    }
    Result result = outcomeOf(operation);
    mayWaitFor = 0;
    if (refuses && result != Result.INTERRUPTED && result != Result.CANCELLED) {
      ledger.violation(operation + " was " + result + " although interrupted or cancelled before");
    }
    if (signal.subscriptions() != 0) {
      ledger.violation(operation + " left a subscription behind");
    }
    tally.count(operation, result);
  }

  private Result outcomeOf(Operation operation) {
    try {
      return perform(operation);
    } catch (ManualSignal.GivenException e) {
      if (!cancellable || !signal.isDone()) {
        ledger.violation(operation + " was cancelled by nobody");
      }
      return Result.CANCELLED;
    } catch (InterruptedException e) {
      interrupts.caught();
      return Result.INTERRUPTED;
    }
  }

  private Result perform(Operation operation) throws InterruptedException {
    return switch (operation) {
      case SELECT, SELECT_WITH_SIGNAL, SELECT_FOR, POLL ->
          menus.get(random.nextInt(menus.size())).run(operation);
      case BUILT_SELECT, BUILT_SELECT_WITH_SIGNAL -> builtSelect.run(operation);
      default -> transfers.run(operation);
    };
  }

  /** As many sends as receives; those who alone receive from a channel mostly do that. */
  private Operation pick() {
    int dice = random.nextInt(10);
    if (consumer && dice < 6) {
      return any(RECEIVES);
    }
    if (dice < 4) {
      return any(SENDS);
    }
    return dice < 6 ? any(RECEIVES) : any(SELECTS);
  }

  private Operation any(List<Operation> operations) {
    return operations.get(random.nextInt(operations.size()));
  }

  @Override
  public String toString() {
    return "actor " + id + " on " + thread;
  }
}
