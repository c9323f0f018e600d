package io.sluice.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer with a module descriptor of its own, compiled and run against the packed jar, outside
 * of this JVM and its class path.
 */
class ModulePathIT {
  private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

  private static final String CONSUMER_DESCRIPTOR =
      """
      module consumer {
        requires io.sluice.core;
      }
      """;

  private static final String CONSUMER_MAIN =
      """
      package consumer;

      import io.sluice.channel.Channel;
      import io.sluice.channel.Select;
      import io.sluice.context.Context;
      import io.sluice.scope.Scope;
      import java.time.Duration;

      final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
          Channel<String> words = Channel.unbuffered();
          Thread.startVirtualThread(() -> words.stream().forEach(Main::print));
          Select.await(words.sendCase("used"));
          words.send(Channel.class.getModule().getName());
          words.send("done");
          try (var limited = Context.background().withTimeout(Duration.ofMillis(1))) {
            limited.done().receiveOrClosed();
            System.out.println(limited.state());
          }
          String word = Scope.run(Context.background(), s -> s.fork(c -> "forked").join());
          System.out.println(word);
        }

        private static void print(String word) {
          System.out.println(word);
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void descriptor_ofThePackedJar_exportsEveryPackage() {
    ModuleDescriptor descriptor =
        ModuleFinder.of(JAR).find("io.sluice.core").orElseThrow().descriptor();

    assertThat(descriptor.exports())
        .allSatisfy(export -> assertThat(export.isQualified()).isFalse())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(descriptor.packages());
    assertThat(descriptor.isOpen()).isFalse();
  }

  @Test
  void consumer_onTheModulePath_compilesAndRuns() throws Exception {
    Path descriptor = write("module-info.java", CONSUMER_DESCRIPTOR);
    Path main = write("consumer/Main.java", CONSUMER_MAIN);
    Path classes = directory.resolve("classes");

    String diagnostics = compile(classes, descriptor, main);
    assertThat(diagnostics).isEmpty();

    assertThat(run(classes))
        .startsWith("used\nio.sluice.core")
        .contains("DEADLINE_EXCEEDED\n")
        .endsWith("forked");
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve("source").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Returns what the compiler had to say. */
  private static String compile(Path classes, Path... sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
      var options =
          List.of(
              "--release",
              "21",
              "-Xlint:all",
              "--module-path",
              modulePath(JAR),
              "-d",
              classes.toString());
      compiler
          .getTask(messages, files, null, options, null, files.getJavaFileObjects(sources))
          .call();
    }
    return messages.toString();
  }

  /** Returns what the consumer printed, its complaints included. */
  private String run(Path classes) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modulePath(classes, JAR),
                "--module",
                "consumer/consumer.Main")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the consumer did not end: " + Files.readString(output));
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output).strip();
  }

  /** The given entries and the library's dependencies, as a build tool would put them. */
  private static String modulePath(Path... entries) {
    Stream<Path> dependencies =
        Stream.of(
                org.slf4j.Logger.class,
                NullMarked.class,
                MessagePassingQueue.class,
                MpscUnboundedVarHandleArrayQueue.class)
            .map(ModulePathIT::locationOf);
    return Stream.concat(Stream.of(entries), dependencies)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path locationOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
