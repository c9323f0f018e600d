package io.sluice.testkit.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runtime without a compiler: a JVM that is started with fewer modules. */
class CompilerPresenceTest {

  /** What the started JVM runs. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      CompileAssertions.assertCompiles("int number;");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.base,java.logging", "java.compiler"})
  void assertCompiles_noCompiler_saysWhatIsMissing(String modules)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                modules,
                "-classpath",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output)
        .contains("IllegalStateException: compiling needs the compiler of a JDK")
        .contains("the module jdk.compiler");
  }
}
