package io.sluice.context;

import io.sluice.testkit.stress.ThreadKind;
import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * A call of the JDK that waits, a row of {@code docs/interrupts.md}.
 *
 * @param name the call
 * @param onVirtual what an interrupt does to it on a virtual thread, or null if that is tested
 *     elsewhere
 * @param onPlatform what an interrupt does to it on a platform thread
 * @param preparation makes what the call waits for
 */
record BlockingCall(
    String name, Reaction onVirtual, Reaction onPlatform, Callable<Blocking> preparation) {

  /** Something to block on, used once. */
  interface Blocking extends AutoCloseable {

    /** Blocks until it is interrupted or released. */
    Object call() throws Exception;

    /** Lets a call that ignores interrupts return. */
    default void release() throws Exception {
      throw new UnsupportedOperationException("an interrupt ends this call");
    }

    /** Tells what became of the thing that the call waited for. */
    default String aftermath() {
      return Reaction.UNTOUCHED;
    }

    @Override
    default void close() throws IOException {}
  }

  Reaction on(ThreadKind kind) {
    return kind == ThreadKind.VIRTUAL ? onVirtual : onPlatform;
  }

  @Override
  public String toString() {
    return name;
  }
}
