package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.testing.NullPointerTester;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every null argument is refused, at the call, by the name of its parameter. */
class ContextNullArgumentTest {

  private static final Context.Key<String> KEY = Context.Key.of("key");

  private static List<Context> contexts() {
    CancellableContext done = Context.background().withCancel();
    done.cancel();
    return List.of(
        Context.background(),
        Context.background().withValue(KEY, "value"),
        Context.background().withCancel(),
        Context.background().withTimeout(Probe.LONG),
        done);
  }

  private static void assertNames(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void context_null_isNamed() {
    for (Context context : contexts()) {
      assertNames("timeout", () -> context.withTimeout(null));
      assertNames("deadline", () -> context.withDeadline(null));
      assertNames("key", () -> context.withValue(null, "value"));
      assertNames("value", () -> context.withValue(KEY, null));
      assertNames("key", () -> context.value(null));
      assertNames("action", () -> context.onCancel(null));
      assertNames("thread", () -> context.unparkWhenDone(null));
      assertNames("operation", () -> context.call(null));
      assertNames("operation", () -> context.abandonable(null, value -> {}));
      assertNames("onAbandon", () -> context.abandonable(() -> "", null));
    }
    assertNames("grace", () -> Context.untilShutdown(null));
    assertNames("name", () -> Context.Key.of(null));
  }

  /** Finds methods that were added since and are not listed above. */
  @Test
  void publicMethods_null_areRefused() throws NoSuchMethodException {
    NullPointerTester tester =
        new NullPointerTester()
            .setDefault(Duration.class, Duration.ZERO)
            .setDefault(Context.Key.class, KEY)
            .setDefault(Callable.class, () -> "")
            .setDefault(Thread.class, Thread.currentThread());
    tester.testAllPublicStaticMethods(Context.class);
    tester.testAllPublicStaticMethods(Context.Key.class);
    for (Context context : contexts()) {
      if (context instanceof CancellableContext) {
        // The cause may be null.
        tester.ignore(context.getClass().getMethod("cancel", Throwable.class));
      }
      tester.testAllPublicInstanceMethods(context);
    }
  }
}
