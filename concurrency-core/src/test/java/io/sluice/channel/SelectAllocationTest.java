package io.sluice.channel;

import static io.sluice.testing.Allocation.RUNS;
import static io.sluice.testing.Allocation.SLACK;
import static io.sluice.testing.Allocation.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that selects over the same cases, kept in one array or list, allocates nothing. */
@Rule(18)
@Timeout(120)
class SelectAllocationTest {

  private static Object escaped;

  private final Channel<Integer> numbers = Channel.buffered(1);
  private final Channel<String> words = Channel.unbuffered();
  private final ReceiveCase<Integer> receive = numbers.receiveCase();
  private final SendCase<Integer> send = numbers.sendCase(1);
  private final ReceiveCase<String> never = words.receiveCase();
  private final ReceiveCase<String> off = words.receiveCase().enabled(false);
  private final SelectCase<?>[] array = {never, receive, off, send};
  private final List<SelectCase<?>> list = List.of(never, receive, off, send);

  @Test
  void measure_knownAllocation_isSeen() {
    assertThat(bytes(() -> escaped = new byte[100])).isGreaterThanOrEqualTo(RUNS * 100L);
    assertThat(escaped).isNotNull();
  }

  @Test
  void await_readyCasesInAnArray_allocatesNothing() {
    assertThat(bytes(() -> Select.await(array))).isLessThan(SLACK);
    assertThat(bytes(() -> Select.awaitBiased(array))).isLessThan(SLACK);
  }

  @Test
  void await_readyCasesInAList_allocatesNothing() {
    assertThat(bytes(() -> Select.await(list))).isLessThan(SLACK);
    assertThat(bytes(() -> Select.awaitBiased(list))).isLessThan(SLACK);
  }

  @Test
  void poll_ready_allocatesNothing() {
    assertThat(bytes(() -> Select.poll(array))).isLessThan(SLACK);
    assertThat(bytes(() -> Select.pollBiased(list))).isLessThan(SLACK);
  }

  @Test
  void poll_noneReady_allocatesNothing() {
    send.enabled(false);
    assertThat(bytes(() -> assertThatNone(Select.poll(array)))).isLessThan(SLACK);
    assertThat(bytes(() -> assertThatNone(Select.poll(list)))).isLessThan(SLACK);
  }

  private static void assertThatNone(SelectCase<?> chosen) {
    if (chosen != null) {
      throw new AssertionError(chosen);
    }
  }

  @Test
  void outcome_read_allocatesNothing() {
    Threads.Action readBoth =
        () -> {
          if (Select.await(array).equals(receive)) {
            escaped = receive.isClosed() ? null : receive.value();
          }
        };
    assertThat(bytes(readBoth)).isLessThan(SLACK);
  }

  /** The varargs form costs no more than its array: 16 bytes and a reference for each case. */
  @Test
  void await_varargs_allocatesTheArrayAtMost() {
    assertThat(bytes(() -> Select.await(receive, send)) / RUNS).isLessThanOrEqualTo(16 + 2 * 8);
  }
}
