package io.sluice.examples.documentation;

import com.google.common.collect.Multiset;
import io.sluice.channel.Channel;
import io.sluice.testkit.simulation.Simulation;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/**
 * A block of Java, made a compilation unit: as it is if it declares a type; as the members of a
 * class {@code shop.ShopTest} if it has test methods; else as the body of a method that may throw
 * anything, with the usual imports and the given parameters.
 */
record JavaBlock(String packageName, String typeName, String source) {

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$", Pattern.MULTILINE);

  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract |sealed |non-sealed )*(?:class|interface|record|enum)"
              + " (\\w+)",
          Pattern.MULTILINE);

  private static final Pattern TEST =
      Pattern.compile("^ *@(?:Test|ScheduleTest)\\b", Pattern.MULTILINE);

  private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);

  private static final String USUAL_IMPORTS =
      """
      import io.sluice.channel.*;
      import io.sluice.context.*;
      import io.sluice.scope.*;
      import io.sluice.sync.*;
      import io.sluice.sync.Semaphore;
      import io.sluice.testkit.dump.*;
      import io.sluice.testkit.leak.*;
      import io.sluice.time.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      """;

  private static final String TEST_IMPORTS =
      """
      import static org.junit.jupiter.api.Assertions.*;
      import io.sluice.testkit.simulation.*;
      import io.sluice.testkit.simulation.Options;
      import org.junit.jupiter.api.*;
      import org.junit.jupiter.api.extension.*;
      """;

  static JavaBlock of(CodeBlock block) {
    String text = block.text();
    Matcher type = TYPE.matcher(text);
    if (type.find()) {
      Matcher stated = PACKAGE.matcher(text);
      return new JavaBlock(stated.find() ? stated.group(1) : "", type.group(1), text);
    }
    String imports =
        IMPORT.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    String code = IMPORT.matcher(text).replaceAll("");
    if (hasTests(block)) {
      return new JavaBlock(
          "shop",
          "ShopTest",
          "package shop;\n"
              + USUAL_IMPORTS
              + TEST_IMPORTS
              + imports
              + "\nclass ShopTest {\n"
              + code
              + "\n}\n");
    }
    return new JavaBlock(
        "",
        "Block",
        USUAL_IMPORTS
            + imports
            + "\nclass Block {\n  void block("
            + block.given()
            + ") throws Exception {\n"
            + code
            + "\n  }\n}\n");
  }

  /** Whether a block has methods that JUnit would run. */
  static boolean hasTests(CodeBlock block) {
    return TEST.matcher(block.text()).find();
  }

  String qualifiedName() {
    return packageName.isEmpty() ? typeName : packageName + "." + typeName;
  }

  /** Compiles against the library. Returns what the compiler said; nothing if all is well. */
  String compile(Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve(typeName + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("--release", "21", "-proc:none", "-cp", testing(), "-d", directory.toString());
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
    return location(Channel.class);
  }

  /** The class path of the library, the testkit and JUnit, with what their interfaces name. */
  private static String testing() {
    return Stream.of(
            Channel.class,
            Simulation.class,
            Nullable.class,
            Multiset.class,
            Test.class,
            Testable.class,
            API.class)
        .map(JavaBlock::location)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
