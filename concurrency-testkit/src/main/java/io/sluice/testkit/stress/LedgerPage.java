package io.sluice.testkit.stress;

import java.util.ArrayList;
import java.util.List;

/** What one thread reported, in its order. Written by that thread only, read when it has ended. */
final class LedgerPage<T> {

  final Thread owner;
  final List<T> sent = new ArrayList<>();
  final List<T> notSent = new ArrayList<>();
  final List<T> received = new ArrayList<>();

  LedgerPage(Thread owner) {
    this.owner = owner;
  }

  /** How reports call the thread: virtual threads mostly have no name. */
  String name() {
    return owner.getName().isEmpty() ? "#" + owner.threadId() : "\"" + owner.getName() + "\"";
  }
}
