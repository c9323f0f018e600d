package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A consumer that was woken does not look again: another one has taken the value before it got the
 * monitor back. Fixed by waiting in a loop.
 */
final class IfForWhile {

  private final Queue<String> values = new ArrayDeque<>();

  static void buggy() throws Exception {
    IfForWhile program = new IfForWhile();
    program.run(program::take);
  }

  static void fixed() throws Exception {
    IfForWhile program = new IfForWhile();
    program.run(program::takeInLoop);
  }

  private void run(Body take) throws InterruptedException {
    Thread first = Threads.start("first", take);
    Thread second = Threads.start("second", take);
    put("one");
    put("two");
    Threads.join(first, second);
  }

  private synchronized void put(String value) {
    values.add(value);
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // the bug
  private synchronized void take() throws InterruptedException {
    if (values.isEmpty()) {
      wait();
    }
    values.remove();
  }

  private synchronized void takeInLoop() throws InterruptedException {
    while (values.isEmpty()) {
      wait();
    }
    values.remove();
  }
}
