package io.sluice.testkit.dump;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who holds which monitor. */
final class MonitorOwners {

  private final IdentityHashMap<Object, Thread> owners = new IdentityHashMap<>();

  /** Asks all threads; empty where the JVM cannot tell. */
  static MonitorOwners ofAllThreads() {
    return of(ThreadListing.best().threads());
  }

  /** Asks the given threads; empty where the JVM cannot tell. */
  static MonitorOwners of(List<LiveThread> threads) {
    MonitorOwners owners = new MonitorOwners();
    for (LiveThread live : threads) {
      Thread thread = live.thread();
      MonitorSnapshot snapshot = thread == null ? null : MonitorSnapshot.of(thread);
      if (snapshot != null && thread != null) {
        snapshot.owned().forEach(monitor -> owners.owners.put(monitor, thread));
      }
    }
    return owners;
  }

  @Nullable Thread owner(Object monitor) {
    return owners.get(monitor);
  }
}
