package io.sluice.sync;

/**
 * A key whose hash code is worse than it need be.
 *
 * @param text what makes it equal to another
 * @param bits how many bits of the text's hash code count; 0 makes all hash codes the same
 */
record HashedKey(String text, int bits) implements Comparable<HashedKey> {

  @Override
  public int hashCode() {
    return bits == 0 ? 42 : text.hashCode() & ((1 << bits) - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashedKey key && text.equals(key.text);
  }

  @Override
  public int compareTo(HashedKey other) {
    return text.compareTo(other.text);
  }
}
