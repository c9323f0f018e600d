package io.sluice.testkit.leak;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadOrigin;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Threads that may stay when a test ends: those of a pool that all tests share, say.
 *
 * <p>Packages, classes and methods are named as in stack traces, {@code com.acme.Pool.grow}; the
 * name of a package or a class stands for all that is within it.
 *
 * @since 0.1.0
 */
public final class Ignore {

  private final String description;
  private final Predicate<LiveThread> rule;

  private Ignore(String description, Predicate<LiveThread> rule) {
    this.description = description;
    this.rule = rule;
  }

  /**
   * Ignores threads by what created them. Has effect on threads whose creation is known: with the
   * agent, those created by a test or by what it started.
   *
   * @param name of the package, class or method whose line created the thread
   * @return the rule
   */
  public static Ignore createdBy(String name) {
    Objects.requireNonNull(name, "name");
    return new Ignore(
        "createdBy(" + name + ")",
        live -> {
          Thread thread = live.thread();
          ThreadOrigin origin = thread == null ? null : ThreadOrigin.of(thread);
          return origin != null && origin.site().filter(site -> isWithin(site, name)).isPresent();
        });
  }

  /**
   * Ignores threads by where they stand now: by the innermost frame outside of the JDK and the
   * library, in which nearly all threads wait.
   *
   * @param name of the package, class or method
   * @return the rule
   */
  public static Ignore topFrame(String name) {
    Objects.requireNonNull(name, "name");
    return new Ignore(
        "topFrame(" + name + ")", live -> isWithin(live.position().userFrame(), name));
  }

  /**
   * Ignores threads by any frame of their stack, those of the JDK included.
   *
   * @param name of the package, class or method
   * @return the rule
   */
  public static Ignore anyFrame(String name) {
    Objects.requireNonNull(name, "name");
    return new Ignore(
        "anyFrame(" + name + ")",
        live -> live.position().stack().stream().anyMatch(frame -> isWithin(frame, name)));
  }

  /**
   * Ignores threads by their names.
   *
   * @param regex what the whole name must match, as in {@link String#matches}
   * @return the rule
   * @throws java.util.regex.PatternSyntaxException if it is no regular expression
   */
  public static Ignore threadName(String regex) {
    Pattern pattern = Pattern.compile(Objects.requireNonNull(regex, "regex"));
    return new Ignore("threadName(" + regex + ")", live -> pattern.matcher(live.name()).matches());
  }

  /**
   * Ignores the threads that have been created until now.
   *
   * @return the rule
   */
  public static Ignore currentlyRunning() {
    long newest = TestRun.newestThreadId();
    return new Ignore("currentlyRunning()", live -> live.id() <= newest);
  }

  /**
   * Ignores threads by anything that can be told of them. Costs a look at the stack of each.
   *
   * @param rule true for a thread that may stay
   * @return the rule
   */
  public static Ignore when(Predicate<? super Leak> rule) {
    Objects.requireNonNull(rule, "rule");
    return new Ignore("when(" + rule + ")", live -> rule.test(Leak.of(live, Duration.ZERO)));
  }

  boolean ignores(LiveThread live) {
    return rule.test(live);
  }

  /** Whether a frame is the named method, or of the named class or package. */
  private static boolean isWithin(@Nullable StackTraceElement frame, String name) {
    if (frame == null) {
      return false;
    }
    String full = frame.getClassName() + "." + frame.getMethodName();
    return full.startsWith(name)
        && (full.length() == name.length() || ".$".indexOf(full.charAt(name.length())) >= 0);
  }

  @Override
  public String toString() {
    return description;
  }
}
