package io.sluice.jcstress;

/** Lets one actor wait until the other has begun, so that the two really race. */
final class Arrival {

  private volatile boolean arrived;

  void announce() {
    arrived = true;
  }

  /** Terminates: jcstress runs the two actors on threads of their own. */
  void await() {
    while (!arrived) {
      Thread.onSpinWait();
    }
  }
}
