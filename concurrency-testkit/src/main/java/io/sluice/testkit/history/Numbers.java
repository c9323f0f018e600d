package io.sluice.testkit.history;

/** Whole numbers in histories, which may be of any such type. */
final class Numbers {

  private Numbers() {}

  static long argument(Operation operation, int index) {
    if (operation.argument(index) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(operation + " was recorded without a number " + index);
  }

  static boolean mayReturn(Operation operation, long value) {
    return operation.isPending()
        || (operation.result() instanceof Number number && number.longValue() == value);
  }
}
