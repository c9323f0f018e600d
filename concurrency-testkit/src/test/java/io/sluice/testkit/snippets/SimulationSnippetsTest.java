package io.sluice.testkit.snippets;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the documentation shows passes. */
class SimulationSnippetsTest {

  @Test
  void snippets_areRun_pass() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(SimulationSnippets.class))
        .execute()
        .testEvents()
        .assertStatistics(tests -> tests.started(1).succeeded(1));
  }
}
