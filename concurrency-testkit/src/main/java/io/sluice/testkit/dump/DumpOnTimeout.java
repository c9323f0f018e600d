package io.sluice.testkit.dump;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test that takes too long, and tells where all threads stood: virtual ones too, which
 * JUnit's own dump does not tell of. On a class it holds for each of its tests and those of nested
 * classes, unless they have their own.
 *
 * {@snippet :
 * @Test
 * @DumpOnTimeout("5s")
 * void transfer() { ... }
 * }
 *
 * <p>When the time is over, a {@link ThreadDump} is printed to {@link System#err}, and the test's
 * thread is interrupted. The test then fails with a {@link java.util.concurrent.TimeoutException}
 * whose cause has the stack at which the thread stood, and which has whatever the test threw as a
 * suppressed exception; the dump becomes a report entry of the test, named {@code "thread dump"}.
 *
 * <p>The test runs in the thread in which JUnit would run it without this, as what depends on
 * thread-local variables needs. So a test that ignores the interrupt is not given up: after {@link
 * #grace} a second dump tells where it ignores it, the thread is interrupted again, and JUnit waits
 * on. To give such a test up, add JUnit's {@code @Timeout} of a longer time with {@code
 * ThreadMode.SEPARATE_THREAD}.
 *
 * <p>The time is that of the test method, parameterized, repeated or plain; {@code @BeforeEach} and
 * {@code @AfterEach} methods do not count.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(DumpOnTimeoutExtension.class)
public @interface DumpOnTimeout {

  /**
   * The time that a test may take, as JUnit writes it: a number and one of {@code ns}, {@code μs},
   * {@code ms}, {@code s} (also without any), {@code m}, {@code h} and {@code d}, with or without a
   * space between; or as ISO 8601 does, {@code "PT1M30S"}. A test with an unreadable time fails.
   *
   * @return the time
   */
  String value();

  /**
   * How long the test may take to end after it was interrupted, before a second dump.
   *
   * @return the time, written alike
   */
  String grace() default "1s";
}
