package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two callers look for a user's session in a concurrent map, do not find it, and both open one:
 * each operation is atomic, the two together are not. Fixed by {@code computeIfAbsent}.
 */
final class CheckThenAct {

  private final ConcurrentHashMap<String, String> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();

  static void buggy() throws Exception {
    CheckThenAct program = new CheckThenAct();
    program.run(program::checkThenAct);
  }

  static void fixed() throws Exception {
    CheckThenAct program = new CheckThenAct();
    program.run(program::act);
  }

  private void run(Body login) throws InterruptedException {
    Threads.join(Threads.start("first", login), Threads.start("second", login));
    Check.equal(1, opened.get(), "opened sessions");
  }

  private void checkThenAct() {
    if (!sessions.containsKey("user")) {
      sessions.put("user", open());
    }
  }

  private void act() {
    sessions.computeIfAbsent("user", user -> open());
  }

  private String open() {
    return "session " + opened.incrementAndGet();
  }
}
