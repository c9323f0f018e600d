package io.sluice.testkit.compile;

/**
 * Whether the JVM has a compiler. Apart from what uses it: where there is none, that class may not
 * even link.
 */
final class CompilerPresence {

  private static final String MODULE = "jdk.compiler";

  private CompilerPresence() {}

  static void check() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new IllegalStateException(
          "compiling needs the compiler of a JDK, the module %s, which this JVM runs without: %s %s. Run the tests on a JDK, or with --add-modules %s if it is one"
              .formatted(
                  MODULE,
                  System.getProperty("java.home"),
                  System.getProperty("java.version"),
                  MODULE));
    }
  }
}
