package io.sluice.examples;

import io.sluice.time.TimeSource;

/** Stands in until the first example is here. */
final class Placeholder {
  private Placeholder() {}

  public static void main(String[] args) {
    System.out.println(TimeSource.nanoTime());
  }
}
