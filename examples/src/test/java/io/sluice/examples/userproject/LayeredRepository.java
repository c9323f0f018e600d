package io.sluice.examples.userproject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven with this build's artifacts in it, and links to all else that the
 * user's has: so a build that reads it needs no network and changes nothing there.
 */
record LayeredRepository(Path path) {

  private static final String GROUP = "io";
  private static final String ARTIFACTS = "sluice";

  /**
   * Links what is missing in {@code upper} to {@code lower}.
   *
   * @param lower the user's repository
   * @param upper where this build's artifacts were installed
   */
  static LayeredRepository over(Path lower, Path upper) throws IOException {
    link(lower, upper, GROUP);
    link(lower.resolve(GROUP), upper.resolve(GROUP), ARTIFACTS);
    return new LayeredRepository(upper);
  }

  private static void link(Path lower, Path upper, String own) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(lower)) {
      entries = listed.filter(Files::isDirectory).toList();
    }
    for (Path entry : entries) {
      Path link = upper.resolve(entry.getFileName());
      if (!entry.endsWith(own) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, entry.toAbsolutePath());
      }
    }
  }
}
