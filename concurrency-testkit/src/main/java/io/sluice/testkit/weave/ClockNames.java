package io.sluice.testkit.weave;

import java.nio.charset.StandardCharsets;

/**
 * Tells cheaply which classes may read a clock: by the names in the constant pool, for this looks
 * at every class that a program loads.
 */
final class ClockNames {

  private static final byte[] NANO_TIME = "nanoTime".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MILLIS = "currentTimeMillis".getBytes(StandardCharsets.US_ASCII);

  private static final int COUNT_AT = 8;
  private static final int POOL_AT = 10;

  private ClockNames() {}

  static boolean in(byte[] classFile) {
    int count = unsignedShort(classFile, COUNT_AT);
    int at = POOL_AT;
    for (int i = 1; i < count; i++) {
      int tag = classFile[at];
      switch (tag) {
        case 1 -> {
          int length = unsignedShort(classFile, at + 1);
          if (is(NANO_TIME, classFile, at + 3, length) || is(MILLIS, classFile, at + 3, length)) {
            return true;
          }
          at += 3 + length;
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        case 5, 6 -> {
          // A long and a double take two places in the pool.
          at += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        default -> throw new IllegalArgumentException("unknown tag in a constant pool: " + tag);
      }
    }
    return false;
  }

  private static boolean is(byte[] name, byte[] bytes, int at, int length) {
    if (length != name.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
