package io.sluice.testkit.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The testkit's agent, loaded with {@code -javaagent:concurrency-testkit.jar}.
 *
 * <p>On loading it opens to the testkit the packages of the JDK that hold virtual threads and what
 * they wait for, and gives the bootstrap loader what rewritten code calls. Of the classes loaded
 * later it rewrites, on JDK 25 and later, only those of the program that read a clock, so that they
 * read a simulation's within one. Tests that use no simulation run as if it were not there.
 *
 * @since 0.1.0
 */
public final class Agent {

  /** What a build has to say, in one line, so that the agent is there. */
  private static final String ARGUMENT =
      "-javaagent:${settings.localRepository}/io/sluice/concurrency-testkit/VERSION/"
          + "concurrency-testkit-VERSION.jar";

  /** The first JDK whose class-file API and threads a simulation can use. */
  private static final int SIMULATION_JDK = 25;

  private static final String WEAVE = "io.sluice.testkit.weave.";

  /** Written before the program's main method runs, read by all. */
  private static volatile @Nullable Instrumentation instrumentation;

  /** Made when first asked for, under the class's lock. */
  private static @Nullable Weaving weaving;

  private Agent() {}

  /**
   * Called by the JVM before the program starts.
   *
   * @param arguments what stands behind the jar's path and {@code =}; none are known
   * @param given the JVM's means to open modules and to rewrite classes
   */
  public static void premain(@Nullable String arguments, Instrumentation given) {
    Module base = Object.class.getModule();
    Set<Module> testkit = Set.of(Agent.class.getModule());
    given.redefineModule(
        base,
        Set.of(),
        Map.of(),
        Map.of(
            "java.lang", testkit,
            "java.util.concurrent", testkit,
            "java.util.concurrent.locks", testkit,
            "jdk.internal.vm", testkit),
        Set.of(),
        Map.of());
    // Channels then remember where they were made, and say so in reports.
    if (System.getProperty("sluice.creationSites") == null) {
      System.setProperty("sluice.creationSites", "true");
    }
    BootstrapHooks.define(given);
    if (canSimulate()) {
      // Not again when a class is rewritten once more: that begins with what this one made.
      given.addTransformer(make(ClassFileTransformer.class, "LoadTimeTransformer"), false);
    }
    instrumentation = given;
  }

  /**
   * Tells whether this JVM was started with the agent.
   *
   * @return true if so
   */
  public static boolean isLoaded() {
    return instrumentation != null;
  }

  /**
   * Returns the JVM's means to open modules and to rewrite classes.
   *
   * @param feature what needs it, as the first words of a sentence: {@code "A simulation"}
   * @return what the JVM gave the agent
   * @throws IllegalStateException if this JVM was started without the agent; says how to start it
   */
  public static Instrumentation require(String feature) {
    Instrumentation loaded = instrumentation;
    if (loaded == null) {
      throw new IllegalStateException(
          feature
              + " needs the testkit's agent, and this JVM was started without it. With Maven, add"
              + " to the configuration of maven-surefire-plugin:\n\n  <argLine>"
              + ARGUMENT
              + "</argLine>\n\nand to any other start of a JVM:"
              + " -javaagent:PATH/concurrency-testkit-VERSION.jar");
    }
    return loaded;
  }

  /**
   * Returns what rewrites classes.
   *
   * @return the one of this JVM
   * @throws IllegalStateException if this JVM was started without the agent; says how to start it
   * @throws UnsupportedOperationException if this is a JDK before 25
   */
  public static synchronized Weaving weaving() {
    Instrumentation loaded = require("A simulation");
    if (!canSimulate()) {
      throw new UnsupportedOperationException(
          "A simulation needs JDK "
              + SIMULATION_JDK
              + " or later, and this JVM is "
              + Runtime.version()
              + ": run these tests on a newer JDK, or leave them out on this one with"
              + " @EnabledForJreRange(min = JRE.JAVA_"
              + SIMULATION_JDK
              + ")");
    }
    Weaving made = weaving;
    if (made == null) {
      made = make(Weaving.class, "ClassFileWeaving", Instrumentation.class, loaded);
      weaving = made;
    }
    return made;
  }

  private static boolean canSimulate() {
    return Runtime.version().feature() >= SIMULATION_JDK;
  }

  private static <T> T make(Class<T> type, String name) {
    try {
      return type.cast(Class.forName(WEAVE + name).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + name, e);
    }
  }

  private static <T, A> T make(Class<T> type, String name, Class<A> parameter, A argument) {
    try {
      return type.cast(Class.forName(WEAVE + name).getConstructor(parameter).newInstance(argument));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + name, e);
    }
  }
}
