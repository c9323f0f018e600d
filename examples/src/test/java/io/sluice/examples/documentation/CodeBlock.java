package io.sluice.examples.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown file.
 *
 * @param place file and line, to find it again
 * @param language what stands behind the opening fence, such as "java"
 * @param given the declarations of a {@code <!-- given: ... -->} comment right before it, or ""
 * @param text the lines between the fences
 */
record CodeBlock(String place, String language, String given, String text) {

  private static final String FENCE = "```";
  private static final String GIVEN = "<!-- given:";
  private static final String COMMENT_END = "-->";

  /** Returns the blocks of a file in their order. */
  static List<CodeBlock> of(Path file) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    String given = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(GIVEN)) {
        given = line.substring(GIVEN.length(), line.indexOf(COMMENT_END)).strip();
      } else if (line.startsWith(FENCE)) {
        String place = file.getFileName() + ":" + (i + 1);
        int end = closingFence(lines, i, place);
        String text = String.join("\n", lines.subList(i + 1, end)).stripIndent() + "\n";
        blocks.add(new CodeBlock(place, line.substring(FENCE.length()).strip(), given, text));
        given = "";
        i = end;
      } else {
        given = "";
      }
    }
    return blocks;
  }

  private static int closingFence(List<String> lines, int opening, String place) {
    for (int i = opening + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(FENCE)) {
        return i;
      }
    }
    throw new AssertionError("the block at " + place + " has no end");
  }

  @Override
  public String toString() {
    return place;
  }
}
