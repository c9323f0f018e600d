package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadKindTest {

  @ParameterizedTest
  @EnumSource
  void unstarted_task_isOfItsKindAndADaemon(ThreadKind kind) {
    Thread thread = kind.unstarted(() -> {});

    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    assertThat(thread.isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
    assertThat(thread.isDaemon()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void unstarted_null_isRefused(ThreadKind kind) {
    assertThatNullPointerException().isThrownBy(() -> kind.unstarted(null)).withMessage("task");
  }
}
