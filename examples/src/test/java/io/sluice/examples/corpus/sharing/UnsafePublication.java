package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * An object is published by writing it to a plain field: who reads the field may see it, and its
 * own fields not yet. Fixed by a volatile field.
 */
final class UnsafePublication {

  private Holder plain;
  private volatile Holder safe;

  static void buggy() throws Exception {
    UnsafePublication program = new UnsafePublication();
    run(() -> program.plain = new Holder(42), () -> check(program.plain));
  }

  static void fixed() throws Exception {
    UnsafePublication program = new UnsafePublication();
    run(() -> program.safe = new Holder(42), () -> check(program.safe));
  }

  private static void run(Body publish, Body look) throws InterruptedException {
    Threads.join(Threads.start("publisher", publish), Threads.start("reader", look));
  }

  private static void check(Holder seen) {
    Check.that(seen == null || seen.value == 42, "holder without its value");
  }

  private static final class Holder {

    @SuppressWarnings("FieldMayBeFinal") // then its publication would be safe
    private int value;

    Holder(int value) {
      this.value = value;
    }
  }
}
