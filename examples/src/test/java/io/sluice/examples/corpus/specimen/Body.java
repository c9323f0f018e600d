package io.sluice.examples.corpus.specimen;

/** A program: what runs in its root thread. */
@FunctionalInterface
public interface Body {

  /**
   * Runs the program. It has failed if this, or any thread that it started, throws.
   *
   * @throws Exception if the program fails
   */
  void run() throws Exception;
}
