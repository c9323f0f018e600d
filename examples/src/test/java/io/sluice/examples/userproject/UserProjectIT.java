package io.sluice.examples.userproject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user does first: a project with a POM of its own, outside of this build, tests channels of
 * the installed library with the installed testkit and its one line of configuration. The project
 * is {@code src/it/user-project}; its tests pass as they are, and each finds the bug put into it.
 *
 * <p>No network is used: the project names the versions of plugins that the build has, too.
 */
@Timeout(300)
class UserProjectIT {

  /** What turns each program into one with a bug, and what its test then has to say. */
  private static final Map<String, Bug> BUGS =
      Map.of(
          "MergeTest",
          new Bug(
              "int left = senders.decrementAndGet();",
              "int left = senders.get() - 1; senders.set(left);",
              List.of(
                  "deadlock: ",
                  "waits for Channel.unbuffered()",
                  "Replay it with @ScheduleTest(replay = \"random:")),
          "PatienceTest",
          new Bug(
              "Duration.ofHours(1)",
              "Duration.ofHours(2)",
              List.of("ScheduleFailedError", "expected: <gave up> but was: <patient>")),
          "FirstAnswerTest",
          new Bug(
              "Channel.buffered(2)",
              "Channel.unbuffered()",
              List.of(
                  "LeakError",
                  "leaked: 1 thread still runs",
                  "for Channel.unbuffered()",
                  "app.FirstAnswerTest.ask_oneAnswerTaken_leavesNoThread(FirstAnswerTest.java")));

  private record Bug(String correct, String wrong, List<String> told) {}

  private static LayeredRepository repository;

  @TempDir private Path directory;

  @BeforeAll
  static void layer() throws IOException {
    repository =
        LayeredRepository.over(
            Path.of(System.getProperty("maven.repository")),
            Path.of(System.getProperty("user.project.repository")));
  }

  @Test
  void test_correctPrograms_pass() throws IOException, InterruptedException {
    UserProject project = UserProject.copyTo(directory);

    UserProject.Build build = project.test(repository);

    assertThat(build.exitValue()).as(build.output()).isZero();
    assertThat(build.output()).contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
  }

  @Test
  void test_programsWithBugs_failAndTellThem() throws IOException, InterruptedException {
    UserProject project = UserProject.copyTo(directory);
    for (Map.Entry<String, Bug> test : BUGS.entrySet()) {
      project.replace(test.getKey(), test.getValue().correct, test.getValue().wrong);
    }

    UserProject.Build build = project.test(repository);

    assertThat(build.exitValue()).as(build.output()).isNotZero();
    assertThat(build.output()).contains("Tests run: 3, Failures: 3, Errors: 0, Skipped: 0");
    for (Map.Entry<String, Bug> test : BUGS.entrySet()) {
      assertThat(project.report(test.getKey())).contains(test.getValue().told);
    }
  }

  /** The repository that the user's build read has this build's artifacts, and the user's not. */
  @Test
  void repository_ofTheUser_getsNothingOfThisBuild() throws IOException {
    Path own = repository.path().resolve("io/sluice");

    assertThat(own).isDirectoryContaining("glob:**/concurrency-testkit");
    assertThat(own.toRealPath()).startsWith(repository.path().toRealPath());
    assertThat(Files.isSymbolicLink(repository.path().resolve("org"))).isTrue();
  }
}
