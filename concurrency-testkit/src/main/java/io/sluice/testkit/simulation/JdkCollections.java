package io.sluice.testkit.simulation;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.PriorityQueue;
import java.util.Stack;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;

/**
 * Which of the JDK's classes one thread at a time may use, and which of their methods only read.
 */
final class JdkCollections {

  private static final ImmutableSet<Class<?>> UNSYNCHRONIZED =
      ImmutableSet.of(
          ArrayList.class,
          LinkedList.class,
          ArrayDeque.class,
          PriorityQueue.class,
          HashMap.class,
          LinkedHashMap.class,
          TreeMap.class,
          IdentityHashMap.class,
          WeakHashMap.class,
          EnumMap.class,
          HashSet.class,
          LinkedHashSet.class,
          TreeSet.class,
          BitSet.class,
          StringBuilder.class,
          StringJoiner.class);

  private static final ImmutableSet<Class<?>> SYNCHRONIZED =
      ImmutableSet.of(Vector.class, Stack.class, Hashtable.class, StringBuffer.class);

  /** The beginnings of names of methods that only read. */
  private static final String[] READING = {
    "get",
    "contains",
    "size",
    "is",
    "iterator",
    "listIterator",
    "descending",
    "peek",
    "element",
    "first",
    "last",
    "for",
    "stream",
    "parallelStream",
    "spliterator",
    "toString",
    "toArray",
    "hashCode",
    "equals",
    "charAt",
    "chars",
    "length",
    "index",
    "sub",
    "head",
    "tail",
    "floor",
    "ceiling",
    "lower",
    "higher",
    "keySet",
    "values",
    "entrySet",
    "navigable",
    "clone",
    "compare",
    "cardinality",
    "next",
    "previous",
    "intersects",
    "reversed"
  };

  private JdkCollections() {}

  static boolean isUnsynchronized(Class<?> type) {
    return UNSYNCHRONIZED.contains(type);
  }

  static boolean isSynchronized(Class<?> type) {
    return SYNCHRONIZED.contains(type)
        || type.getName().startsWith("java.util.Collections$Synchronized");
  }

  static boolean isReading(String method) {
    for (String beginning : READING) {
      if (method.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
