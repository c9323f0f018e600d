package io.sluice.testkit.dump;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test during which a virtual thread parked without giving up its carrier, and tells for
 * how long, why and where. On a class it holds for each of its tests and those of nested classes,
 * unless they have their own.
 *
 * <p>On JDK 21 to 23 that happens within {@code synchronized}, from 24 on only within native code
 * and class initialization. The JVM reports a pinning when it ends: a thread that is still pinned
 * when the test ends is not seen.
 *
 * <p>Each test is recorded by JDK Flight Recorder, whose start takes a fifth of a second once in a
 * JVM, and then some 10 ms a test. What is recorded is read when the test has ended, so no pinning
 * of it is missed.
 *
 * <h2>Tests in parallel</h2>
 *
 * With the testkit's agent a pinning is told to the test from which its thread descends, if the
 * thread still lives when a test ends; otherwise to all tests with this annotation that were
 * running, and the message says so.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(NoPinningExtension.class)
public @interface NoPinning {

  /**
   * How long a pinning must last to count, written as for {@link DumpOnTimeout#value()}.
   *
   * @return the time; all count unless it is set
   */
  String threshold() default "0 ms";
}
