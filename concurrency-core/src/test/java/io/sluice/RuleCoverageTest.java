package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule of the semantics checklist is held by a test of this module that names it. */
class RuleCoverageTest {

  private static final Collection<Integer> RULES = IntStream.rangeClosed(1, 41).boxed().toList();

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
  void rules_ofThisModule_areNamedByTests() throws URISyntaxException {
    assertThat(named()).containsAll(RULES);
  }

  @Test
  void rules_named_exist() throws URISyntaxException {
    assertThat(named()).allSatisfy(rule -> assertThat(rule).isBetween(1, 41));
  }
}
