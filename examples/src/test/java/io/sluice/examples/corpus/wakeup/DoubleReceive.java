package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two receivers look into a slot, both see the value, and both take it. Fixed by a compare-and-set,
 * which one of them loses.
 */
final class DoubleReceive {

  private final AtomicReference<String> slot = new AtomicReference<>("value");
  private final AtomicInteger received = new AtomicInteger();

  static void buggy() throws Exception {
    DoubleReceive program = new DoubleReceive();
    program.run(program::receive);
  }

  static void fixed() throws Exception {
    DoubleReceive program = new DoubleReceive();
    program.run(program::receiveAtomically);
  }

  private void run(Body receive) throws InterruptedException {
    Threads.join(Threads.start("first", receive), Threads.start("second", receive));
    Check.equal(1, received.get(), "received");
  }

  private void receive() {
    if (slot.get() != null) {
      slot.set(null);
      received.incrementAndGet();
    }
  }

  private void receiveAtomically() {
    String seen = slot.get();
    if (seen != null && slot.compareAndSet(seen, null)) {
      received.incrementAndGet();
    }
  }
}
