package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Two anonymous functions capture one variable for their failure, and both write it: one failure is
 * lost, and the accesses race. Fixed by a variable for each.
 */
final class CapturedVariable {

  private CapturedVariable() {}

  static void buggy() throws Exception {
    String[] failure = new String[1];
    Thread first = Threads.start("first", () -> failure[0] = "no disk");
    Thread second = Threads.start("second", () -> failure[0] = "no network");
    Threads.join(first, second);
    Check.that(failure[0] != null, "no failure");
  }

  static void fixed() throws Exception {
    String[] firstFailure = new String[1];
    String[] secondFailure = new String[1];
    Thread first = Threads.start("first", () -> firstFailure[0] = "no disk");
    Thread second = Threads.start("second", () -> secondFailure[0] = "no network");
    Threads.join(first, second);
    Check.equal("no disk", firstFailure[0], "failure of the first");
    Check.equal("no network", secondFailure[0], "failure of the second");
  }
}
