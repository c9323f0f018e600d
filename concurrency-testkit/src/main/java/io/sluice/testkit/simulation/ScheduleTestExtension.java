package io.sluice.testkit.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs the methods annotated with {@link ScheduleTest}. */
final class ScheduleTestExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ScheduleTest test = annotation(context);
    String name =
        test.replay().isEmpty()
            ? String.format(Locale.ROOT, "%,d schedules, %s", test.schedules(), test.strategy())
            : "schedule " + test.replay();
    return Stream.of(
        new TestTemplateInvocationContext() {
          @Override
          public String getDisplayName(int index) {
            return name;
          }

          @Override
          public List<Extension> getAdditionalExtensions() {
            return List.of(new Interceptor());
          }
        });
  }

  private static ScheduleTest annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ScheduleTest.class)
        .orElseThrow();
  }

  /** Runs the test in place of JUnit. */
  private static final class Interceptor implements InvocationInterceptor {

    @Override
    public void interceptBeforeEachMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      invocation.skip(); // called in each schedule
    }

    @Override
    public void interceptAfterEachMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      invocation.skip(); // called in each schedule
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      invocation.skip();
      String reason = Simulation.unsupported();
      if (reason != null) {
        Assumptions.abort(reason);
      }
      ScheduleTest test = annotation(context);
      Program program = program(method.getExecutable(), context);
      Options options = options(test, context.getRequiredTestClass());
      Exploration exploration =
          test.replay().isEmpty()
              ? Simulation.explore(options, program)
              : Simulation.replay(test.replay(), options, program);
      context.publishReportEntry("schedules", exploration.toString());
      exploration.assertAllPass();
    }

    private static Options options(ScheduleTest test, Class<?> testClass) {
      String[] weave =
          test.weave().length > 0 ? test.weave() : new String[] {testClass.getPackageName()};
      return Options.defaults()
          .schedules(test.schedules())
          .strategy(test.strategy())
          .seed(test.seed())
          .faults(test.faults())
          .races(test.races())
          .weave(weave)
          .preemptions(test.preemptions())
          .steps(test.steps());
    }

    private static Program program(Method test, ExtensionContext context) {
      if (test.getParameterCount() > 0) {
        throw new ExtensionConfigurationException(
            test + " has parameters, which a schedule test cannot have");
      }
      List<Object> shared = context.getRequiredTestInstances().getAllInstances();
      boolean perClass =
          context
              .getTestInstanceLifecycle()
              .filter(TestInstance.Lifecycle.PER_CLASS::equals)
              .isPresent();
      return () -> {
        List<Object> instances = perClass ? shared : fresh(shared);
        try {
          callAll(BeforeEach.class, instances, HierarchyTraversalMode.TOP_DOWN);
          call(test, instances.get(instances.size() - 1));
        } finally {
          callAll(AfterEach.class, instances.reversed(), HierarchyTraversalMode.BOTTOM_UP);
        }
      };
    }

    /** New instances of the test class and of those around it, outermost first. */
    private static List<Object> fresh(List<Object> instances) throws Throwable {
      List<Object> fresh = new ArrayList<>();
      for (Object instance : instances) {
        Constructor<?> constructor = instance.getClass().getDeclaredConstructors()[0];
        Object[] outer = fresh.isEmpty() ? new Object[0] : new Object[] {fresh.getLast()};
        if (constructor.getParameterCount() != outer.length) {
          throw new ExtensionConfigurationException(
              instance.getClass().getName()
                  + " has a constructor with parameters, which the class of a schedule test cannot"
                  + " have unless it is @TestInstance(PER_CLASS)");
        }
        constructor.setAccessible(true);
        try {
          fresh.add(constructor.newInstance(outer));
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
      return fresh;
    }

    private static void callAll(
        Class<? extends java.lang.annotation.Annotation> kind,
        List<Object> instances,
        HierarchyTraversalMode order)
        throws Throwable {
      for (Object instance : instances) {
        for (Method method :
            ReflectionSupport.findMethods(
                instance.getClass(),
                candidate -> AnnotationSupport.isAnnotated(candidate, kind),
                order)) {
          call(method, instance);
        }
      }
    }

    private static void call(Method method, Object instance) throws Throwable {
      method.setAccessible(true);
      try {
        method.invoke(instance);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
