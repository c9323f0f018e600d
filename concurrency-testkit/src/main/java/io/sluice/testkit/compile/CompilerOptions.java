package io.sluice.testkit.compile;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The command line of the compiler. */
record CompilerOptions(String classPath, OptionalInt release, ImmutableList<String> others) {

  static final CompilerOptions DEFAULT =
      new CompilerOptions(runningClassPath(), OptionalInt.empty(), ImmutableList.of());

  /** A library that is tested as a module is on the other path; here, that makes no difference. */
  private static String runningClassPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(path -> !Strings.isNullOrEmpty(path))
        .collect(joining(File.pathSeparator));
  }

  CompilerOptions withClassPath(List<Path> entries) {
    String path = entries.stream().map(Path::toString).collect(joining(File.pathSeparator));
    return new CompilerOptions(path, release, others);
  }

  CompilerOptions withRelease(int number) {
    return new CompilerOptions(classPath, OptionalInt.of(number), others);
  }

  CompilerOptions with(List<String> more) {
    return new CompilerOptions(
        classPath, release, ImmutableList.<String>builder().addAll(others).addAll(more).build());
  }

  ImmutableList<String> arguments() {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    arguments.add("-proc:none", "-classpath", classPath);
    release.ifPresent(number -> arguments.add("--release", Integer.toString(number)));
    return arguments.addAll(others).build();
  }
}
