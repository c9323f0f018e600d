package io.sluice.testkit.dump;

/** A thread at hand. */
record ListedThread(Thread thread) implements LiveThread {

  @Override
  public long id() {
    return thread.threadId();
  }

  @Override
  public String name() {
    return thread.getName();
  }

  @Override
  public boolean isVirtual() {
    return thread.isVirtual();
  }

  @Override
  public Position position() {
    return Positions.of(thread);
  }
}
