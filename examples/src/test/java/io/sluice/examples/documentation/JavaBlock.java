package io.sluice.examples.documentation;

import io.sluice.channel.Channel;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A block of Java, made a compilation unit: as it is if it declares a type, else as the body of a
 * method that may throw anything, with the usual imports and the given parameters.
 */
record JavaBlock(String typeName, String source) {

  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract |sealed |non-sealed )*(?:class|interface|record|enum)"
              + " (\\w+)",
          Pattern.MULTILINE);

  private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);

  private static final String USUAL_IMPORTS =
      """
      import io.sluice.channel.*;
      import io.sluice.context.*;
      import io.sluice.scope.*;
      import io.sluice.sync.*;
      import io.sluice.sync.Semaphore;
      import io.sluice.time.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      """;

  static JavaBlock of(CodeBlock block) {
    Matcher type = TYPE.matcher(block.text());
    if (type.find()) {
      return new JavaBlock(type.group(1), block.text());
    }
    String imports =
        IMPORT
            .matcher(block.text())
            .results()
            .map(i -> i.group())
            .collect(Collectors.joining("\n"));
    String statements = IMPORT.matcher(block.text()).replaceAll("");
    return new JavaBlock(
        "Block",
        USUAL_IMPORTS
            + imports
            + "\nclass Block {\n  void block("
            + block.given()
            + ") throws Exception {\n"
            + statements
            + "\n  }\n}\n");
  }

  /** Compiles against the library. Returns what the compiler said; nothing if all is well. */
  String compile(Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve(typeName + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("--release", "21", "-proc:none", "-cp", library(), "-d", directory.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      return compiled ? "" : messages + "\n" + source;
    }
  }

  /** The class path of the library itself. */
  static String library() {
    return Path.of(
            URI.create(
                Channel.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
