package io.sluice.testkit.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The testkit's agent, loaded with {@code -javaagent:concurrency-testkit.jar}.
 *
 * <p>On loading it opens to the testkit the packages of the JDK that hold virtual threads and what
 * they wait for. It rewrites nothing by itself, so tests that use no simulation run as if it were
 * not there.
 *
 * @since 0.1.0
 */
public final class Agent {

  /** What a build has to say, in one line, so that the agent is there. */
  private static final String ARGUMENT =
      "-javaagent:${settings.localRepository}/io/sluice/concurrency-testkit/VERSION/"
          + "concurrency-testkit-VERSION.jar";

  /** Written before the program's main method runs, read by all. */
  private static volatile @Nullable Instrumentation instrumentation;

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

  public static Weaving weaving() {
    return new Weaving() {
      @Override
      public void prepareJdk() {}

      @Override
      public void weave(java.util.Collection<String> packages) {}

      @Override
      public void prepareRaces() {}
    };
  }
}
