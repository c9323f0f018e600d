package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The choice is uniform among the ready cases. Bounds of six standard deviations: by chance one of
 * these tests fails less than once in ten million runs.
 */
@Rule(16)
@Timeout(60)
class SelectFairnessTest {

  private static final int RUNS = 100_000;

  private final Channel<String> closed = Channel.unbuffered();
  private final Channel<String> alsoClosed = Channel.buffered(1);

  @BeforeEach
  void close() {
    closed.close();
    alsoClosed.close();
  }

  private static int[] shares(List<? extends SelectCase<?>> cases, boolean waits)
      throws InterruptedException {
    int[] shares = new int[cases.size()];
    for (int i = 0; i < RUNS; i++) {
      SelectCase<?> chosen = waits ? Select.await(cases) : Select.poll(cases);
      shares[cases.indexOf(chosen)]++;
    }
    assertThat(Arrays.stream(shares).sum()).isEqualTo(RUNS);
    return shares;
  }

  private static void assertShare(int count, double expected) {
    double deviation = Math.sqrt(RUNS * expected * (1 - expected));
    assertThat((double) count)
        .isBetween(RUNS * expected - 6 * deviation, RUNS * expected + 6 * deviation);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allReady_anyNumber_eachHasTheSameShare(boolean waits) throws InterruptedException {
    for (int n : new int[] {2, 3, 7}) {
      List<ReceiveCase<String>> cases = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        Channel<String> channel = Channel.unbuffered();
        channel.close();
        cases.add(channel.receiveCase());
      }
      for (int share : shares(cases, waits)) {
        assertShare(share, 1.0 / n);
      }
    }
  }

  @Test
  void someReady_betweenOthers_shareAlikeAndTheOthersHaveNone() throws InterruptedException {
    Channel<String> notReady = Channel.unbuffered();
    int[] shares =
        shares(
            List.of(
                notReady.receiveCase(),
                closed.receiveCase(),
                Channel.<String>never().receiveCase(),
                alsoClosed.receiveCase(),
                closed.receiveCase().enabled(false),
                notReady.sendCase("x")),
            true);
    assertThat(shares[1] + shares[3]).isEqualTo(RUNS);
    assertShare(shares[1], 0.5);
  }

  @Test
  void channelTwice_allReady_hasTwiceTheShare() throws InterruptedException {
    int[] shares =
        shares(List.of(closed.receiveCase(), alsoClosed.receiveCase(), closed.receiveCase()), true);
    assertShare(shares[0] + shares[2], 2.0 / 3);
    assertShare(shares[0], 1.0 / 3);
    assertShare(shares[1], 1.0 / 3);
  }

  @Test
  void sendAndReceive_bothReadyOnOneChannel_shareAlike() throws InterruptedException {
    Channel<String> half = Channel.buffered(RUNS * 2);
    for (int i = 0; i < RUNS; i++) {
      half.send("x");
    }
    int[] shares = shares(List.of(half.sendCase("x"), half.receiveCase()), true);
    assertShare(shares[0], 0.5);
    assertThat(half.size()).isEqualTo(RUNS + shares[0] - shares[1]);
  }

  @Test
  void twoInARow_allReady_areIndependent() throws InterruptedException {
    List<ReceiveCase<String>> cases = List.of(closed.receiveCase(), alsoClosed.receiveCase());
    int same = 0;
    SelectCase<?> last = Select.await(cases);
    for (int i = 0; i < RUNS; i++) {
      SelectCase<?> chosen = Select.await(cases);
      same += chosen.equals(last) ? 1 : 0;
      last = chosen;
    }
    assertShare(same, 0.5);
  }

  @Test
  void biased_allReady_alwaysChoosesTheFirst() throws InterruptedException {
    List<ReceiveCase<String>> cases = List.of(closed.receiveCase(), alsoClosed.receiveCase());
    for (int i = 0; i < RUNS; i++) {
      assertThat(cases.get(0).equals(Select.awaitBiased(cases))).isTrue();
    }
  }
}
