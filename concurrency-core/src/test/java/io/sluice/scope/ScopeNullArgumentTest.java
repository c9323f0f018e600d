package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.testing.NullPointerTester;
import io.sluice.channel.CancelSignal;
import io.sluice.context.Context;
import io.sluice.testing.ManualSignal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every null argument is refused, at the call, by the name of its parameter. */
class ScopeNullArgumentTest {

  private final Context context = Context.background();
  private final Options options = Options.defaults();
  private final List<Scope.Task<Integer>> tasks = List.of(c -> 1);

  private static void assertNames(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void run_null_isNamed() {
    assertNames("context", () -> Scope.run(null, scope -> 1));
    assertNames("body", () -> Scope.run(context, null));
    assertNames("context", () -> Scope.run(null, options, scope -> 1));
    assertNames("options", () -> Scope.run(context, null, scope -> 1));
    assertNames("body", () -> Scope.run(context, options, null));
  }

  @Test
  void raceHedgeAndCollect_null_isNamed() {
    Duration delay = Duration.ZERO;
    assertNames("context", () -> Scope.race(null, tasks));
    assertNames("tasks", () -> Scope.race(context, null));
    assertNames("context", () -> Scope.hedge(null, delay, tasks));
    assertNames("delay", () -> Scope.hedge(context, null, tasks));
    assertNames("tasks", () -> Scope.hedge(context, delay, null));
    assertNames("context", () -> Scope.collect(null, tasks));
    assertNames("tasks", () -> Scope.collect(context, null));
    assertNames("context", () -> Scope.collect(null, options, tasks));
    assertNames("options", () -> Scope.collect(context, null, tasks));
    assertNames("tasks", () -> Scope.collect(context, options, null));
    List<Scope.Task<Integer>> withNull = Arrays.asList(c -> 1, null);
    assertThatNullPointerException().isThrownBy(() -> Scope.race(context, withNull));
    assertThatNullPointerException().isThrownBy(() -> Scope.hedge(context, delay, withNull));
    assertThatNullPointerException().isThrownBy(() -> Scope.collect(context, withNull));
  }

  @Test
  void scope_null_isNamed() throws Exception {
    Scope.run(
        context,
        scope -> {
          assertNames("task", () -> scope.fork(null));
          assertNames("name", () -> scope.fork(null, c -> 1));
          assertNames("task", () -> scope.fork("name", null));
          assertNames("action", () -> scope.go(null));
          assertNames("name", () -> scope.go(null, c -> {}));
          assertNames("action", () -> scope.go("name", null));
          assertNames("trigger", () -> scope.cancelAfter(null, Duration.ZERO));
          assertNames("grace", () -> scope.cancelAfter(context, null));
          return null;
        });
  }

  @Test
  void values_null_isNamed() {
    OnceValue<Integer> value = OnceValue.of(() -> 1);
    SingleFlight<String, Integer> flights = new SingleFlight<>();
    assertNames("computation", () -> OnceValue.of(null));
    assertNames("signal", () -> value.get(null));
    assertNames("context", () -> flights.run(null, "key", c -> 1));
    assertNames("key", () -> flights.run(context, null, c -> 1));
    assertNames("task", () -> flights.run(context, "key", null));
    assertNames("key", () -> flights.forget(null));
  }

  @Test
  void options_null_isNamed() {
    assertNames("newName", () -> options.name(null));
    assertNames("newTimeout", () -> options.timeout(null));
    assertNames("newDecorator", () -> options.decorator(null));
  }

  /** Finds methods that were added since and are not listed above. */
  @Test
  void publicMethods_null_areRefused() {
    Scope.Body<Integer> body = scope -> 1;
    Scope.Task<Integer> task = c -> 1;
    TaskDecorator decorator = one -> one;
    NullPointerTester tester =
        new NullPointerTester()
            .setDefault(CancelSignal.class, new ManualSignal())
            .setDefault(Context.class, context)
            .setDefault(Duration.class, Duration.ZERO)
            .setDefault(List.class, tasks)
            .setDefault(Options.class, options)
            .setDefault(Scope.Body.class, body)
            .setDefault(Scope.Task.class, task)
            .setDefault(TaskDecorator.class, decorator);
    tester.testAllPublicStaticMethods(Scope.class);
    tester.testAllPublicStaticMethods(OnceValue.class);
    tester.testAllPublicInstanceMethods(OnceValue.of(() -> 1));
    tester.testAllPublicInstanceMethods(new SingleFlight<Object, Object>());
    tester.testAllPublicInstanceMethods(options);
  }
}
