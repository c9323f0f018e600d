package io.sluice.context;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs a class of the tests in a JVM of its own, the same as this one. */
final class ChildJvm {

  private ChildJvm() {}

  /** Starts a main class; what it prints and logs comes out of its standard output. */
  static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Reads up to and including the given line. */
  static void awaitLine(Process process, String expected) throws IOException {
    List<String> printed = new ArrayList<>();
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.equals(expected)) {
        return;
      }
      printed.add(line);
    }
    throw new AssertionError("never printed \"" + expected + "\" but " + printed);
  }

  /** Reads what is left, until the process ends. */
  static List<String> remainingLines(Process process) {
    return process.inputReader().lines().toList();
  }
}
