package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import io.sluice.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Guava's published tests of what a {@link java.util.concurrent.ConcurrentMap} promises. */
class SyncMapSuiteTest {

  @TestFactory
  @Rule(38)
  Stream<DynamicNode> strings() {
    return suite(
        "strings",
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            return mapOf(entries);
          }
        });
  }

  @TestFactory
  @Rule(38)
  Stream<DynamicNode> equalHashCodes() {
    return suite("equal hash codes", new HashedKeys(0));
  }

  @TestFactory
  @Rule(38)
  Stream<DynamicNode> truncatedHashCodes() {
    return suite("hash codes of two bits", new HashedKeys(2));
  }

  private static <K, V> Map<K, V> mapOf(Map.Entry<K, V>[] entries) {
    Map<K, V> map = new SyncMap<>();
    for (Map.Entry<K, V> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return map;
  }

  private static <K, V> Stream<DynamicNode> suite(String name, TestMapGenerator<K, V> maps) {
    TestSuite suite =
        ConcurrentMapTestSuiteBuilder.using(maps)
            .named(name)
            .withFeatures(
                MapFeature.GENERAL_PURPOSE,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                CollectionSize.ANY)
            .createTestSuite();
    assertThat(suite.countTestCases()).isGreaterThan(500);
    return Stream.of(node(suite));
  }

  private static DynamicNode node(junit.framework.Test test) {
    if (test instanceof TestSuite suite) {
      return DynamicContainer.dynamicContainer(
          suite.getName(), Collections.list(suite.tests()).stream().map(SyncMapSuiteTest::node));
    }
    return DynamicTest.dynamicTest(test.toString(), () -> run(test));
  }

  private static void run(junit.framework.Test test) throws Throwable {
    TestResult result = new TestResult();
    test.run(result);
    List<TestFailure> failures = Collections.list(result.errors());
    failures.addAll(Collections.list(result.failures()));
    if (!failures.isEmpty()) {
      throw failures.get(0).thrownException();
    }
    assertThat(result.runCount()).isEqualTo(1);
  }

  /** Makes maps whose keys have bad hash codes. */
  private static final class HashedKeys implements TestMapGenerator<HashedKey, String> {

    private final int bits;

    HashedKeys(int bits) {
      this.bits = bits;
    }

    private HashedKey key(String text) {
      return new HashedKey(text, bits);
    }

    @Override
    public SampleElements<Map.Entry<HashedKey, String>> samples() {
      return new SampleElements<>(
          Map.entry(key("one"), "January"),
          Map.entry(key("two"), "February"),
          Map.entry(key("three"), "March"),
          Map.entry(key("four"), "April"),
          Map.entry(key("five"), "May"));
    }

    @Override
    @SuppressWarnings("unchecked") // what the suite hands over are such entries
    public Map<HashedKey, String> create(Object... elements) {
      SyncMap<HashedKey, String> map = new SyncMap<>();
      for (Object element : elements) {
        Map.Entry<HashedKey, String> entry = (Map.Entry<HashedKey, String>) element;
        map.put(entry.getKey(), entry.getValue());
      }
      return map;
    }

    @Override
    @SuppressWarnings("unchecked") // arrays of generic types cannot be made otherwise
    public Map.Entry<HashedKey, String>[] createArray(int length) {
      return (Map.Entry<HashedKey, String>[]) new Map.Entry<?, ?>[length];
    }

    @Override
    public HashedKey[] createKeyArray(int length) {
      return new HashedKey[length];
    }

    @Override
    public String[] createValueArray(int length) {
      return new String[length];
    }

    @Override
    public Iterable<Map.Entry<HashedKey, String>> order(
        List<Map.Entry<HashedKey, String>> insertionOrder) {
      return insertionOrder;
    }
  }
}
