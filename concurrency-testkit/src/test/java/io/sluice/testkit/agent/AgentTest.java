package io.sluice.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentTest {

  @Test
  void require_loaded_returnsInstrumentation() {
    assertThat(Agent.isLoaded()).isTrue();
    assertThat(Agent.require("A test").isRetransformClassesSupported()).isTrue();
  }
}
