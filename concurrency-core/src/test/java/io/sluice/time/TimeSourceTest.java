package io.sluice.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeSourceTest {
  @Test
  void nanoTime_calledTwice_doesNotGoBack() {
    long first = TimeSource.nanoTime();
    assertThat(TimeSource.nanoTime() - first).isNotNegative();
  }
}
