package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import io.sluice.sync.WaitGroup;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task reports its failure and returns, without {@code done()}; who waits for the group waits for
 * ever. Fixed by {@code done()} in a {@code finally} block, or {@link WaitGroup#go}.
 */
final class DoneMissingOnFailure {

  private final WaitGroup group = new WaitGroup();
  private final AtomicInteger failures = new AtomicInteger();

  static void buggy() throws Exception {
    DoneMissingOnFailure program = new DoneMissingOnFailure();
    program.run(program::parse);
  }

  static void fixed() throws Exception {
    DoneMissingOnFailure program = new DoneMissingOnFailure();
    program.run(program::parseAndFinish);
  }

  private void run(Parser parser) throws InterruptedException {
    for (String text : List.of("1", "one")) {
      group.add(1);
      Threads.start("parser of " + text, () -> parser.parse(text));
    }
    group.await();
    Check.equal(1, failures.get(), "failures");
  }

  private void parse(String text) {
    try {
      Integer.parseInt(text);
    } catch (NumberFormatException failed) {
      failures.incrementAndGet();
      return;
    }
    group.done();
  }

  private void parseAndFinish(String text) {
    try {
      Integer.parseInt(text);
    } catch (NumberFormatException failed) {
      failures.incrementAndGet();
    } finally {
      group.done();
    }
  }

  @FunctionalInterface
  private interface Parser {
    void parse(String text);
  }
}
