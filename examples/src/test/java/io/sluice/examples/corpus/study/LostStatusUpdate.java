package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A status is an immutable record, replaced as a whole: two controllers read it, each changes its
 * own part, and the one that writes last undoes the other's change. Fixed by an atomic update.
 */
final class LostStatusUpdate {

  private final AtomicReference<Status> status = new AtomicReference<>(new Status(false, false));

  static void buggy() throws Exception {
    LostStatusUpdate program = new LostStatusUpdate();
    program.run(
        () -> program.status.set(program.status.get().withReady()),
        () -> program.status.set(program.status.get().withSynced()));
  }

  static void fixed() throws Exception {
    LostStatusUpdate program = new LostStatusUpdate();
    program.run(
        () -> program.status.updateAndGet(Status::withReady),
        () -> program.status.updateAndGet(Status::withSynced));
  }

  private void run(Body prober, Body synchronizer) throws InterruptedException {
    Threads.join(Threads.start("prober", prober), Threads.start("synchronizer", synchronizer));
    Check.equal(new Status(true, true), status.get(), "status");
  }

  private record Status(boolean ready, boolean synced) {

    Status withReady() {
      return new Status(true, synced);
    }

    Status withSynced() {
      return new Status(ready, true);
    }
  }
}
