package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * One thread holds a mutex while it puts a request into a queue without room; the other one needs
 * the mutex before it takes the request out. Each waits for what the other has. Fixed by putting
 * after the mutex was released.
 */
final class QueueAndMutex {

  private final Object mutex = new Object();
  private final BlockingQueue<String> requests = new SynchronousQueue<>();
  private int accepted;

  static void buggy() throws Exception {
    QueueAndMutex program = new QueueAndMutex();
    program.run(program::submitLocked);
  }

  static void fixed() throws Exception {
    QueueAndMutex program = new QueueAndMutex();
    program.run(program::submit);
  }

  private void run(Body submit) throws InterruptedException {
    Thread client = Threads.start("client", submit);
    Thread server = Threads.start("server", this::serve);
    Threads.join(client, server);
  }

  private void submitLocked() throws InterruptedException {
    synchronized (mutex) {
      accepted++;
      requests.put("request");
    }
  }

  private void submit() throws InterruptedException {
    synchronized (mutex) {
      accepted++;
    }
    requests.put("request");
  }

  private void serve() throws InterruptedException {
    synchronized (mutex) {
      Check.that(accepted <= 1, "accepted " + accepted);
    }
    Check.equal("request", requests.take(), "request");
  }
}
