package io.sluice.testkit.weave.sample;

/** The superclass of {@link Derived}. */
public class Base {

  public final Account account;
  public int written;

  Base(Account account) {
    this.account = account;
    written = 1;
  }
}
