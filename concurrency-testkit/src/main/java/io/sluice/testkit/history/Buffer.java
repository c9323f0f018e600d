package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The state of a queue or a channel.
 *
 * @param values what it holds, the oldest first
 * @param closed whether it is closed
 * @param handOver a send without a buffer, which takes effect together with the receive that is the
 *     next operation; null if there is none
 */
record Buffer(ImmutableList<Object> values, boolean closed, @Nullable Operation handOver) {

  static final Buffer EMPTY = new Buffer(ImmutableList.of(), false, null);

  Buffer with(ImmutableList<Object> newValues) {
    return new Buffer(newValues, closed, null);
  }

  Buffer withLast(Object value) {
    return with(ImmutableList.builder().addAll(values).add(value).build());
  }

  Buffer withoutFirst() {
    return with(values.subList(1, values.size()));
  }

  Buffer handing(@Nullable Operation send) {
    return new Buffer(values, closed, send);
  }

  Buffer asClosed() {
    return new Buffer(values, true, handOver);
  }

  @Override
  public String toString() {
    return values
        + (closed ? " closed" : "")
        + (handOver == null ? "" : " " + handOver.callText() + " meets");
  }
}
