package io.sluice.testkit.dump;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs tests under {@link DumpOnTimeout}. */
final class DumpOnTimeoutExtension implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return intercept(invocation, context);
  }

  private static <T extends @Nullable Object> T intercept(
      Invocation<T> invocation, ExtensionContext context) throws Throwable {
    DumpOnTimeout annotation = Annotations.find(context, DumpOnTimeout.class);
    if (annotation == null) {
      return invocation.proceed();
    }
    Duration limit = DurationText.parse(annotation.value(), "@DumpOnTimeout");
    Duration grace = DurationText.parse(annotation.grace(), "@DumpOnTimeout(grace)");
    Watchdog watchdog = new Watchdog(context.getDisplayName(), limit, grace);
    watchdog.start();
    T result;
    try {
      result = invocation.proceed();
    } catch (Throwable failure) {
      TimeoutException timeout = watchdog.stop();
      if (timeout == null) {
        throw failure;
      }
      // Being late comes first: it may be the cause of all else.
      timeout.addSuppressed(failure);
      throw report(context, watchdog, timeout);
    }
    TimeoutException timeout = watchdog.stop();
    if (timeout != null) {
      throw report(context, watchdog, timeout);
    }
    return result;
  }

  private static TimeoutException report(
      ExtensionContext context, Watchdog watchdog, TimeoutException timeout) {
    context.publishReportEntry("thread dump", watchdog.dump());
    return timeout;
  }
}
