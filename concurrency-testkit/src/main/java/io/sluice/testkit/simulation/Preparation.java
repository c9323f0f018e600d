package io.sluice.testkit.simulation;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.agent.Weaving;
import io.sluice.testkit.hook.Hooks;
import java.util.List;

/** Rewrites what a simulation needs rewritten, the first time that it does. */
final class Preparation {

  private Preparation() {}

  static synchronized void prepare(List<String> packages, boolean races) {
    Weaving weaving = Agent.weaving();
    // Installed first: what it calls is linked before the JDK's classes call it.
    Installed.handler();
    weaving.prepareJdk();
    if (races) {
      weaving.prepareRaces();
    }
    weaving.weave(packages);
  }

  /** Installs the handler once. */
  private static final class Installed {
    static {
      SimulationHandler handler = new SimulationHandler();
      // Links what it uses.
      handler.nanoTime();
      handler.instant();
      Thread virtual = Thread.ofVirtual().unstarted(() -> {});
      JdkThreads.state(virtual);
      JdkThreads.scheduler(virtual);
      startPollers();
      Hooks.install(handler);
    }

    static void handler() {}

    /** The JDK's pollers of sockets are virtual threads: no run may be the one to start them. */
    private static void startPollers() {
      try {
        Class.forName("sun.nio.ch.Poller", true, null);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("this JDK polls sockets in an unknown way", e);
      }
    }
  }
}
