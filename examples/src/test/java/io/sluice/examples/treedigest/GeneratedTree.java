package io.sluice.examples.treedigest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Makes a tree of more than 5,000 files with all that is odd in file systems; always the same. */
final class GeneratedTree {

  static final int ORDINARY_FILES = 5200;

  private static final int[] EDGE_SIZES = {0, 1, 55, 56, 63, 64, 65, 4095, 65_535, 65_536, 65_537};
  private static final int[] BIG_SIZES = {1_000_000, 4_194_304, 4_194_305, 9_000_001};

  /** Names as the bytes in a URI, since not all of them are valid UTF-8. */
  private static final List<String> ODD_NAMES =
      List.of(
          "back%5Cslash",
          "new%0Aline",
          "carriage%0Dreturn",
          "tab%09",
          "bell%07",
          "%5C",
          "%0A",
          "blank%20at%20the%20end%20",
          "-n",
          "--help",
          "star*",
          "%3F",
          "%22double%22",
          "'single'",
          "dollar$HOME",
          "semi;colon",
          ".hidden",
          "...",
          "caf%C3%A9",
          "cafe%CC%81",
          "%F0%9F%90%B9",
          "%E4%B8%AD%E6%96%87",
          "percent%25",
          "bad%FF",
          "%80",
          "cut%E2%82",
          "%C0%AF",
          "%FF%0A%5C%C3%A9",
          "replacement%EF%BF%BD",
          "x".repeat(255));

  private final Path root;
  private final Random random = new Random(42);

  private GeneratedTree(Path root) {
    this.root = root;
  }

  static void make(Path root) throws IOException, InterruptedException {
    GeneratedTree tree = new GeneratedTree(root);
    tree.makeOrdinaryFiles();
    tree.makeOddNames();
    tree.makeNeighboursThatSortOddly();
    tree.makeWhatIsNoRegularFile();
  }

  private void makeOrdinaryFiles() throws IOException {
    for (int i = 0; i < ORDINARY_FILES; i++) {
      Path directory = root.resolve("d" + i % 13).resolve("e" + i % 7);
      Files.createDirectories(directory);
      write(directory.resolve("file" + i), size(i));
    }
    Path deep = root;
    for (int i = 0; i < 80; i++) {
      deep = Files.createDirectory(deep.resolve("deep" + i));
      write(deep.resolve("file"), i);
    }
    Files.createDirectories(root.resolve("empty/directory"));
  }

  private int size(int i) {
    if (i < EDGE_SIZES.length) {
      return EDGE_SIZES[i];
    }
    if (i % 1300 == 999) {
      return BIG_SIZES[i / 1300];
    }
    return random.nextInt(6000);
  }

  private void makeOddNames() throws IOException {
    for (String name : ODD_NAMES) {
      Path directory = Files.createDirectories(root.resolve("odd"));
      Path file = child(directory, name);
      Path inDirectory = child(Files.createDirectories(root.resolve("odd directories")), name);
      try {
        write(file, 10);
        write(Files.createDirectory(inDirectory).resolve("file"), 20);
      } catch (FileSystemException e) {
        // Some file systems take only valid UTF-8, which is all that is refused here.
        if (!name.matches(".*%[89C-F].*")) {
          throw e;
        }
      }
    }
  }

  private void makeNeighboursThatSortOddly() throws IOException {
    Path directory = Files.createDirectories(root.resolve("sort"));
    Files.createDirectory(directory.resolve("a"));
    for (String name : List.of("a-b", "a.b", "a/b", "a0", "aB", "ab", "B", "_", "~")) {
      write(directory.resolve(name), 5);
    }
  }

  private void makeWhatIsNoRegularFile() throws IOException, InterruptedException {
    Path directory = Files.createDirectories(root.resolve("links"));
    Files.createSymbolicLink(directory.resolve("to file"), root.resolve("sort/B"));
    Files.createSymbolicLink(directory.resolve("to directory"), root.resolve("sort"));
    Files.createSymbolicLink(directory.resolve("loop"), directory);
    Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));
    Files.createLink(directory.resolve("hard"), root.resolve("sort/B"));
    new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor();
  }

  private static Path child(Path directory, String percentEncoded) {
    try {
      return Path.of(URI.create(directory.toUri() + percentEncoded));
    } catch (InvalidPathException e) {
      throw new AssertionError(percentEncoded, e);
    }
  }

  private void write(Path file, int size) throws IOException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    Files.write(file, content);
  }
}
