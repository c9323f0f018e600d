package io.sluice.examples.corpus.specimen;

/** Starts the threads of the programs, plainly: {@link Thread#ofVirtual()}. */
public final class Threads {

  private Threads() {}

  /**
   * Starts a virtual thread. What its body throws is not caught: whoever watches the program sees
   * it end the thread.
   *
   * @param name the thread's name
   * @param body what it runs
   * @return the thread
   */
  public static Thread start(String name, Body body) {
    return Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                body.run();
              } catch (Exception thrown) {
                throw Threads.<RuntimeException>unchecked(thrown);
              }
            });
  }

  /**
   * Waits until threads have ended.
   *
   * @param threads the threads
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public static void join(Thread... threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /**
   * Waits until a thread has ended, even if this one is interrupted meanwhile; then its interrupt
   * status is set again.
   *
   * @param thread the thread
   */
  public static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws it as what it is
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
