package io.sluice.testkit.dump;

import org.jspecify.annotations.Nullable;

/** A thread as the JVM's own dump described it. */
record DumpedThread(long id, String name, boolean isVirtual, Position position)
    implements LiveThread {

  @Override
  public @Nullable Thread thread() {
    return null;
  }
}
