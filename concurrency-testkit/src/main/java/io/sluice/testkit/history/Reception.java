package io.sluice.testkit.history;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receive found, told by its outcome. The testkit knows the types of no library, so it goes
 * by what they are called; see {@link Models#queue}.
 *
 * @param kind what
 * @param value the value, if there is one
 */
record Reception(Kind kind, @Nullable Object value) {

  enum Kind {
    /** A value. */
    VALUE,
    /** No value, be it closed or not. */
    NOTHING,
    /** No value, and not closed. */
    EMPTY,
    /** No value, and closed. */
    CLOSED,
    /** The operation is pending: a value, or something else that changes nothing. */
    UNKNOWN,
    /** An exception that receives do not throw. */
    FAILED
  }

  static Reception of(Operation operation) {
    if (operation.isPending()) {
      return new Reception(Kind.UNKNOWN, null);
    }
    if (endedAsClosed(operation)) {
      return new Reception(Kind.CLOSED, null);
    }
    if (operation.exception() instanceof NoSuchElementException) {
      return new Reception(Kind.NOTHING, null);
    }
    if (operation.exception() != null) {
      return new Reception(Kind.FAILED, null);
    }
    return ofResult(operation.result());
  }

  private static Reception ofResult(@Nullable Object result) {
    if (result == null) {
      return new Reception(Kind.NOTHING, null);
    }
    if (result instanceof Optional<?> optional) {
      return ofResult(optional.orElse(null));
    }
    Class<?> type = result.getClass();
    if (type.isRecord() && type.getSimpleName().equals("Value")) {
      return new Reception(Kind.VALUE, component(result));
    }
    boolean empty = type.getSimpleName().equals("Empty");
    return new Reception(empty ? Kind.EMPTY : Kind.VALUE, empty ? null : result);
  }

  /** Unwraps a record named {@code Value}; one with several components is a value itself. */
  private static Object component(Object result) {
    var components = result.getClass().getRecordComponents();
    if (components.length != 1) {
      return result;
    }
    try {
      var accessor = components[0].getAccessor();
      accessor.setAccessible(true); // the record may be nested in a type that is not public
      return accessor.invoke(result);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + result.getClass(), e);
    }
  }

  /** Whether an operation says, by its result or by what it threw, that the object is closed. */
  static boolean endedAsClosed(Operation operation) {
    Object outcome = operation.exception() != null ? operation.exception() : operation.result();
    return outcome != null && outcome.getClass().getSimpleName().contains("Closed");
  }
}
