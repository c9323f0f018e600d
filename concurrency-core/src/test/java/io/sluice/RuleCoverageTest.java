package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule of {@code docs/rules.md} is held by a test of this module that names it. */
class RuleCoverageTest {

  private static final Path RULES = Path.of("..", "docs", "rules.md");
  private static final Pattern NUMBER = Pattern.compile("^(\\d+)\\. ");

  private static List<Integer> rules() throws IOException {
    try (Stream<String> lines = Files.lines(RULES)) {
      return lines
          .flatMap(line -> NUMBER.matcher(line).results())
          .map(number -> Integer.valueOf(number.group(1)))
          .toList();
    }
  }

  private static JavaClasses tests() throws URISyntaxException {
    return new ClassFileImporter()
        .importPath(
            Path.of(
                RuleCoverageTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
  }

  private static Set<Integer> named() throws URISyntaxException {
    Set<Integer> named = new TreeSet<>();
    tests().stream()
        .flatMap(test -> Stream.concat(Stream.of(test), test.getMethods().stream()))
        .flatMap(element -> element.tryGetAnnotationOfType(Rule.class).stream())
        .flatMapToInt(rule -> IntStream.of(rule.value()))
        .forEach(named::add);
    return named;
  }

  @Test
  void rules_areNumberedInOrder() throws IOException {
    List<Integer> rules = rules();
    assertThat(rules).isNotEmpty();
    assertThat(rules).isEqualTo(IntStream.rangeClosed(1, rules.size()).boxed().toList());
  }

  @Test
  void rules_namedByTests_areAllThatThereAre() throws IOException, URISyntaxException {
    assertThat(named()).containsExactlyElementsOf(rules());
  }
}
