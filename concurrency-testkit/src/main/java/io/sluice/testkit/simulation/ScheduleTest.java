package io.sluice.testkit.simulation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run under many schedules: the method's code, and all virtual threads that it
 * starts, are a {@linkplain Simulation simulation}.
 *
 * <p>Each schedule has a test instance of its own, unless the class has one for all of its tests,
 * and runs the methods for before and after each test with it, within the simulation. On a JDK
 * without simulation the test is skipped, and says so.
 *
 * {@snippet class = io.sluice.testkit.snippets.SimulationSnippets region = schedule-test}
 *
 * @since 0.1.0
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ScheduleTestExtension.class)
public @interface ScheduleTest {

  /**
   * How many schedules to run at most.
   *
   * @return a positive number
   */
  int schedules() default 1000;

  /**
   * How the next thread is chosen. {@link Strategy#EXHAUSTIVE} fails if it does not come to an end
   * within the number of schedules.
   *
   * @return the strategy
   */
  Strategy strategy() default Strategy.RANDOM;

  /**
   * The seed of the first schedule; the next has the next number.
   *
   * @return the seed
   */
  long seed() default 0;

  /**
   * What happens to the program besides.
   *
   * @return kinds of faults
   */
  Fault[] faults() default {};

  /**
   * Whether to look for data races.
   *
   * @return whether
   */
  boolean races() default false;

  /**
   * Packages, with those below them, and classes whose accesses to shared memory are scheduling
   * points; if empty, the package of the test.
   *
   * @return names of packages and of classes
   */
  String[] weave() default {};

  /**
   * How often, in an exhaustive exploration, a thread that could run on is stopped.
   *
   * @return a number that is not negative
   */
  int preemptions() default 2;

  /**
   * After how many steps a schedule counts as endless.
   *
   * @return a positive number
   */
  int steps() default 100_000;

  /**
   * The one schedule to run, as the report of its failure names it; if empty, all.
   *
   * @return what replays a schedule, such as {@code "random:4711"}
   */
  String replay() default "";
}
