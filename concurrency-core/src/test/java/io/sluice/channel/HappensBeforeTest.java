package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plain writes travel with a value and with a close. The proof is in the stress module; these find
 * a missing edge only by luck, but they run on every flavour.
 */
@Rule(22)
@Timeout(60)
class HappensBeforeTest {

  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void send_plainWritesBefore_areSeenAfterTheReceive(Subject s) throws InterruptedException {
    int[] written = new int[ROUNDS];
    Outcome<Void> sender =
        s.start(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                written[i] = i + 1;
                s.out.send(i);
              }
              s.out.close();
            });
    s.in.forEach(i -> assertThat(written[i]).isEqualTo(i + 1));
    sender.result();
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void close_plainWritesBefore_areSeenByWhoeverFindsItClosed(Subject first) {
    for (int round = 0; round < 50; round++) {
      Subject s = first.again();
      int[] written = new int[1];
      Outcome<Integer> receiver =
          s.start(
              () -> {
                while (!s.in.tryReceive().isClosed()) {
                  Thread.onSpinWait();
                }
                return written[0];
              });
      Outcome<Integer> waiting =
          s.start(
              () -> {
                assertThat(s.in.receiveOrClosed().isClosed()).isTrue();
                return written[0];
              });
      written[0] = 1;
      s.out.close();
      assertThat(receiver.result()).isEqualTo(1);
      assertThat(waiting.result()).isEqualTo(1);
    }
  }
}
