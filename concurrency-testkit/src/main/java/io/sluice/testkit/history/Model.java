package io.sluice.testkit.history;

import java.util.Collection;
import java.util.List;

/**
 * What an object does when it is used by one thread at a time: the specification that a concurrent
 * history is held against. For those of common objects see {@link Models}.
 *
 * <p>A model is a state machine that may be non-deterministic: a step leads to any number of next
 * states. It looks at an operation's name, arguments and outcome, and for what it has to do with
 * others at {@link Operation#overlaps}; never at its thread.
 *
 * <p>States are immutable and compared by {@code equals}; their {@code toString} is what a report
 * shows, as is the model's own.
 *
 * <p><b>Two operations that take effect at one instant</b>, such as the send and the receive of an
 * unbuffered channel, are two steps with a half-done state between: a state in which only a partner
 * that {@linkplain Operation#overlaps overlaps} may step, and which is not {@linkplain #isComplete
 * complete}.
 *
 * @param <S> the type of the states
 * @since 0.1.0
 */
public interface Model<S> {

  /**
   * Returns the state before the first operation.
   *
   * @return the state
   */
  S initial();

  /**
   * Applies an operation.
   *
   * <p>The outcome of a {@linkplain Operation#isPending pending} operation is not known: any is
   * possible. That it had no effect yet need not be among them, as a pending operation may also be
   * left out.
   *
   * @param state the state before it
   * @param operation the operation, with its outcome
   * @return the states after it; empty if it cannot have had that outcome in that state
   * @throws IllegalArgumentException if the model does not know such an operation
   */
  Collection<S> step(S state, Operation operation);

  /**
   * Applies an operation that threw an {@link InterruptedException}. It may also be left out.
   *
   * @param state the state before it
   * @param operation the operation
   * @return the states after it; unless overridden only {@code state}, as it changed nothing
   */
  default Collection<S> interrupted(S state, Operation operation) {
    return List.of(state);
  }

  /**
   * Tells whether a history may end in a state.
   *
   * @param state the state
   * @return whether nothing in it is half-done; true unless overridden
   */
  default boolean isComplete(S state) {
    return true;
  }

  /**
   * Splits a history into parts that have nothing to do with each other, such as the operations on
   * different keys of a map. Each part is then judged alone, which is much faster.
   *
   * @param history in the order of the calls
   * @return the parts, each in that order; unless overridden {@code history} alone
   */
  default List<List<Operation>> partition(List<Operation> history) {
    return List.of(history);
  }
}
