package io.sluice.examples.treedigest;

import java.util.Locale;

/** How far the work has come. Used by one thread only: what others know of it, they send. */
final class Tally {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private final long start = System.nanoTime();
  private long files;
  private long bytes;
  private long unreadable;

  void read(long count) {
    bytes += count;
  }

  void digested() {
    files++;
  }

  void unreadable() {
    unreadable++;
  }

  boolean complete() {
    return unreadable == 0;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public String toString() {
    double seconds = seconds();
    return String.format(
        Locale.ROOT,
        "%,d %s, %s in %.1f s, %s/s%s",
        files,
        files == 1 ? "file" : "files",
        size((double) bytes),
        seconds,
        size(seconds > 0 ? bytes / seconds : 0),
        unreadable == 0 ? "" : ", " + unreadable + " unreadable");
  }

  /** Three digits or four, and a unit. */
  static String size(double bytes) {
    if (bytes < 1000) {
      return String.format(Locale.ROOT, "%.0f B", bytes);
    }
    int unit = -1;
    double scaled = bytes;
    while (scaled >= 999.95 && unit < UNITS.length - 1) {
      scaled /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
  }
}
