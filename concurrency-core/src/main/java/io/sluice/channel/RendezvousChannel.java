package io.sluice.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbuffered channel: nothing is ever stored, so every value passes from a waiting sender to an
 * arriving receiver, or the other way round (rule 1). See {@link HandOff} for the algorithm.
 */
final class RendezvousChannel<T> extends AbstractChannel<T> {

  private static final VarHandle SPIN_BUDGET;

  static {
    try {
      SPIN_BUDGET =
          MethodHandles.lookup().findVarHandle(RendezvousChannel.class, "spinBudget", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * See {@link SpinBudget}. Read and written without the lock, by all who wait here, so an update
   * may be lost, or undo another: that delays the learning by a few waits. Each value stands for
   * itself, every value that is computed from one is a budget again, and only whether a thread
   * spins or yields depends on it. Opaque accesses are enough for that, and cost what plain ones
   * do.
   */
  @SuppressWarnings("UnusedVariable") // by SPIN_BUDGET alone
  private int spinBudget = SpinBudget.INITIAL;

  /**
   * One: here no thread completes several operations in a row, each needs the other side, and that
   * may be who waits for the lock.
   */
  @Override
  int firstBackOff() {
    return 1;
  }

  @Override
  public int spinBudget() {
    return (int) SPIN_BUDGET.getOpaque(this);
  }

  @Override
  public void learn(int newSpinBudget) {
    SPIN_BUDGET.setOpaque(this, newSpinBudget);
  }

  @Override
  boolean offer(T value) {
    return false;
  }

  @Override
  @Nullable T poll() {
    return null;
  }

  @Override
  boolean hasValue() {
    return false;
  }

  @Override
  boolean hasRoom() {
    return false;
  }

  @Override
  boolean looksEmpty() {
    return looksWithoutSender();
  }

  @Override
  boolean looksFull() {
    return looksWithoutReceiver();
  }

  @Override
  int buffered() {
    return 0;
  }

  @Override
  public int capacity() {
    return 0;
  }

  @Override
  String origin() {
    return "Channel.unbuffered()";
  }
}
