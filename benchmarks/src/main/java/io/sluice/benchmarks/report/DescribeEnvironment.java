package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;

/** Writes down where something is about to be measured, and of what. */
public final class DescribeEnvironment {

  private DescribeEnvironment() {}

  /**
   * Writes the file.
   *
   * @param arguments the file, the profile's name and the commit
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("usage: DescribeEnvironment FILE.json PROFILE COMMIT");
    }
    Environment environment = Environment.current(arguments[1], arguments[2]);
    environment.write(Path.of(arguments[0]));
    System.out.println(environment.summary());
  }
}
