package io.sluice.testkit.leak;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadListing;
import java.lang.management.ManagementFactory;

/** How many threads there are. */
final class ThreadCounts {

  private ThreadCounts() {}

  static long virtual() {
    return GcProof.listed(ThreadListing.best()).stream().filter(LiveThread::isVirtual).count();
  }

  static long platform() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
