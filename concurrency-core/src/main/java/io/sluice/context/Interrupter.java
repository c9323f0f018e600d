package io.sluice.context;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Interrupts threads for those who must not block: daemon threads, made when needed and ended when
 * idle. Several, so that what takes long for one context delays no other; and platform threads, so
 * that they run even if every carrier is stuck in what is to be interrupted.
 */
final class Interrupter {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform()
              .daemon()
              .name("context-interrupter")
              .inheritInheritableThreadLocals(false)
              .factory());

  private Interrupter() {}

  static void execute(Runnable interrupts) {
    THREADS.execute(interrupts);
  }
}
