package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Transfers from A to B and from B to A lock the two accounts in opposite orders, and each waits
 * for what the other holds. Fixed by one order for all: that of the accounts' numbers.
 */
final class LockOrder {

  private LockOrder() {}

  static void buggy() throws Exception {
    transfer(false);
  }

  static void fixed() throws Exception {
    transfer(true);
  }

  private static void transfer(boolean ordered) throws InterruptedException {
    Account a = new Account(1, 10);
    Account b = new Account(2, 10);
    Threads.join(
        Threads.start("a to b", () -> transfer(a, b, ordered)),
        Threads.start("b to a", () -> transfer(b, a, ordered)));
    Check.equal(20, a.balance + b.balance, "balance");
  }

  private static void transfer(Account from, Account to, boolean ordered) {
    boolean swap = ordered && from.number > to.number;
    Account first = swap ? to : from;
    Account second = swap ? from : to;
    first.lock.lock();
    try {
      second.lock.lock();
      try {
        from.balance--;
        to.balance++;
      } finally {
        second.lock.unlock();
      }
    } finally {
      first.lock.unlock();
    }
  }

  private static final class Account {

    private final Lock lock = new ReentrantLock();
    private final int number;
    private int balance;

    Account(int number, int balance) {
      this.number = number;
      this.balance = balance;
    }
  }
}
