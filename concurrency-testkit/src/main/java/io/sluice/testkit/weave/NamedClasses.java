package io.sluice.testkit.weave;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Classes by their names: those of packages and their sub-packages, and single ones with those
 * nested in them. Immutable.
 */
final class NamedClasses {

  static final NamedClasses NONE = new NamedClasses(Set.of());

  /** With slashes. */
  private final Set<String> names;

  private NamedClasses(Set<String> names) {
    this.names = names;
  }

  /**
   * Returns these and more.
   *
   * @param more names with dots
   */
  NamedClasses with(Collection<String> more) {
    Set<String> all = new HashSet<>(names);
    for (String name : Objects.requireNonNull(more, "packages")) {
      if (Objects.requireNonNull(name, "packages has a null").isEmpty() || name.endsWith(".")) {
        throw new IllegalArgumentException("packages has no name of one: \"" + name + "\"");
      }
      all.add(name.replace('.', '/'));
    }
    return all.size() == names.size() ? this : new NamedClasses(Set.copyOf(all));
  }

  /**
   * Tells whether a class is one of these.
   *
   * @param name with slashes
   */
  boolean contains(String name) {
    if (names.isEmpty()) {
      return false;
    }
    if (names.contains(name)) {
      return true;
    }
    for (int i = name.length() - 1; i > 0; i--) {
      char c = name.charAt(i);
      if ((c == '/' || c == '$') && names.contains(name.substring(0, i))) {
        return true;
      }
    }
    return false;
  }
}
