package io.sluice.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HistoryTest {

  private final History history = new History();

  @Test
  void record_result_isReturnedAndRecorded() {
    Integer result = history.record("receive", () -> 7);
    assertThat(result).isEqualTo(7);
    assertThat(history.operations())
        .singleElement()
        .satisfies(
            operation -> {
              assertThat(operation.name()).isEqualTo("receive");
              assertThat(operation.arguments()).isEmpty();
              assertThat(operation.result()).isEqualTo(7);
              assertThat(operation.exception()).isNull();
              assertThat(operation.isPending()).isFalse();
              assertThat(operation.thread()).isEqualTo(Thread.currentThread().getName());
              assertThat(operation.call()).isZero();
              assertThat(operation.returned()).isOne();
              assertThat(operation).hasToString("receive() -> 7");
            });
  }

  @Test
  void record_arguments_areRecorded() {
    history.record("clear", () -> {});
    history.record("send", 5, () -> {});
    history.record("get", "k", () -> null);
    history.record("put", "k", 1, () -> null);
    history.record("replace", "k", 1, 2, () -> true);
    assertThat(history.operations())
        .map(Operation::toString)
        .containsExactly(
            "clear() done",
            "send(5) done",
            "get(\"k\") -> null",
            "put(\"k\", 1) -> null",
            "replace(\"k\", 1, 2) -> true");
  }

  @Test
  void record_exception_isThrownAndRecorded() {
    IOException failure = new IOException("disk");
    assertThatThrownBy(
            () ->
                history.record(
                    "send",
                    5,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    Operation operation = history.operations().get(0);
    assertThat(operation.exception()).isSameAs(failure);
    assertThat(operation.isInterrupted()).isFalse();
    assertThat(operation).hasToString("send(5) threw IOException");
  }

  @Test
  void record_error_isThrownAndRecorded() {
    AssertionError failure = new AssertionError("no");
    assertThatThrownBy(() -> history.record("send", 5, () -> fail(failure))).isSameAs(failure);
    assertThat(history.operations().get(0).exception()).isSameAs(failure);
  }

  private static Object fail(Error failure) {
    throw failure;
  }

  @Test
  void invoke_untilItEnds_isPending() {
    Invocation invocation = history.invoke("put", "k", 1);
    assertThat(history.operations().get(0).isPending()).isTrue();
    assertThat(history.operations().get(0).returned()).isEqualTo(Long.MAX_VALUE);
    invocation.returned("old");
    assertThat(history.operations().get(0).result()).isEqualTo("old");
    assertThatIllegalStateException()
        .isThrownBy(invocation::returned)
        .withMessage("put has ended before");
    assertThat(history.operations().get(0).result()).isEqualTo("old");
  }

  @Test
  void invoke_argumentsChangedAfterwards_keepsThem() {
    Object[] arguments = {"k", 1};
    history.invoke("put", arguments);
    arguments[0] = "other";
    assertThat(history.operations().get(0).arguments()).containsExactly("k", 1);
  }

  @Test
  void operations_threadsWithoutName_areNumberedByTheirFirstCall() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      Thread.ofVirtual().start(() -> history.record("get", () -> 1)).join();
      Thread.ofVirtual().name("same").start(() -> history.record("get", () -> 1)).join();
    }
    assertThat(history.operations())
        .map(Operation::thread)
        .containsExactly("thread 1", "same", "thread 2", "same #2");
  }

  @Test
  void operations_whileThreadsRecord_neverMissWhatHadAnEffect() throws InterruptedException {
    // Whoever sees the counter at n has seen n increments: all of them must be in the snapshot.
    AtomicLong counter = new AtomicLong();
    CountDownLatch recorded = new CountDownLatch(2);
    // Half of them come after the first look: else all could be over before it.
    CompletableFuture<Void> looked = new CompletableFuture<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 400; i++) {
                      if (i == 200) {
                        looked.join();
                      }
                      history.record("incrementAndGet", counter::incrementAndGet);
                    }
                    recorded.countDown();
                  }));
    }
    while (recorded.getCount() > 0) {
      List<Operation> operations = history.operations();
      long most = operations.stream().mapToLong(HistoryTest::resultOrZero).max().orElse(0);
      assertThat(operations).hasSizeGreaterThanOrEqualTo((int) most);
      looked.complete(null);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(history.operations()).hasSize(800);
    history.assertLinearizable(Models.counter(0));
  }

  private static long resultOrZero(Operation operation) {
    return operation.result() instanceof Long value ? value : 0;
  }

  @Test
  void assertLinearizable_nothingRecorded_passes() {
    history.assertLinearizable(Models.queue(1));
  }

  @Test
  void assertLinearizable_operationUnknownToModel_namesIt() {
    history.record("sned", 1, () -> true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> history.assertLinearizable(Models.queue(1)))
        .withMessageContaining("a queue of capacity 1")
        .withMessageContaining("sned(1)");
  }

  @Test
  void assertLinearizable_argumentMissing_saysSo() {
    history.record("send", () -> true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> history.assertLinearizable(Models.queue(1)))
        .withMessage("send() -> true was recorded without argument 0");
  }

  @Test
  void anyMethod_null_namesTheParameter() {
    History.Action<Object, RuntimeException> action = () -> 1;
    assertThatNullPointerException()
        .isThrownBy(() -> history.record(null, action))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> history.record("get", (History.VoidAction<RuntimeException>) null))
        .withMessage("action");
    assertThatNullPointerException()
        .isThrownBy(() -> history.assertLinearizable(null))
        .withMessage("model");
    assertThatNullPointerException()
        .isThrownBy(() -> history.invoke("get").threw(null))
        .withMessage("exception");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.queue(-1))
        .withMessage("capacity is -1");
  }

  @Test
  void operation_overlaps_iffBothRanAtOneTime() {
    Invocation first = history.invoke("a");
    Invocation second = history.invoke("b");
    first.returned();
    history.invoke("c");
    second.returned();
    List<Operation> operations = history.operations();
    assertThat(operations.get(0).overlaps(operations.get(1))).isTrue();
    assertThat(operations.get(1).overlaps(operations.get(2))).isTrue();
    assertThat(operations.get(0).overlaps(operations.get(2))).isFalse();
    assertThat(operations.get(2).overlaps(operations.get(0))).isFalse();
  }
}
