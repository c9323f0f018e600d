package io.sluice.testkit.weave.sample;

/** Makes objects before its superclass's constructor has run, and writes fields on both sides. */
public class Derived extends Base {

  private final Account outer;
  private int count;

  /** What is generic and a record. */
  public record Pair<A, B>(A first, B second) {
    public Pair {
      if (first == null) {
        throw new IllegalArgumentException("first");
      }
    }
  }

  public Derived(boolean one, int[] counts) {
    super(one ? new Account() : new LoudAccount(new Account(), counts[0]));
    outer = account;
    count = counts[0];
    written += count;
  }

  /** A nested class with a field of the outer one. */
  public static class LoudAccount extends Account {
    LoudAccount(Account model, int value) {
      this(model.small + value);
    }

    private LoudAccount(int value) {
      small = value;
    }
  }

  public class Inner {
    public int sum() {
      return count + outer.small;
    }
  }

  public Inner inner() {
    return new Inner();
  }

  public <T extends Comparable<T>> T greater(T one, T other) {
    return new Pair<>(one, other).first().compareTo(other) > 0 ? one : other;
  }
}
