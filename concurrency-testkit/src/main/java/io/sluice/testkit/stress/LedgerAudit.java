package io.sluice.testkit.stress;

import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Compares the two sides of a ledger and words what does not agree. */
final class LedgerAudit<T> {

  /** More would only repeat the same. */
  private static final int MOST_OF_A_KIND = 10;

  private final List<LedgerPage<T>> pages;
  private final Multiset<T> sent = LinkedHashMultiset.create();
  private final Multiset<T> notSent = LinkedHashMultiset.create();
  private final Multiset<T> received = LinkedHashMultiset.create();
  private final Map<String, List<Supplier<String>>> violations = new LinkedHashMap<>();

  LedgerAudit(List<LedgerPage<T>> pages) {
    this.pages = pages;
    for (LedgerPage<T> page : pages) {
      sent.addAll(page.sent);
      notSent.addAll(page.notSent);
      received.addAll(page.received);
    }
  }

  LedgerAudit<T> exactlyOnce() {
    sent.forEachEntry(
        (value, times) -> {
          if (!received.contains(value)) {
            add("lost: sent and never received", () -> describe(value));
          } else if (received.count(value) < times) {
            add("lost: received less often than sent", () -> describe(value));
          }
        });
    return atMostOnce();
  }

  LedgerAudit<T> atMostOnce() {
    received.forEachEntry(
        (value, times) -> {
          if (times <= sent.count(value)) {
            return;
          }
          if (sent.contains(value)) {
            add("doubled: received more often than sent", () -> describe(value));
          } else if (notSent.contains(value)) {
            add(
                "received although their senders were told that they are not sent",
                () -> describe(value));
          } else {
            add("invented: received and sent by nobody", () -> describe(value));
          }
        });
    return this;
  }

  LedgerAudit<T> senderOrder() {
    Map<T, Origin<T>> origins = new HashMap<>();
    for (LedgerPage<T> page : pages) {
      for (int i = 0; i < page.sent.size(); i++) {
        T value = page.sent.get(i);
        if (origins.put(value, new Origin<>(page, i)) != null) {
          throw new IllegalStateException(
              value + " was sent more than once: an order of equal values cannot be checked");
        }
      }
    }
    for (LedgerPage<T> page : pages) {
      Map<LedgerPage<T>, Integer> latest = new HashMap<>();
      for (T value : page.received) {
        Origin<T> origin = origins.get(value);
        if (origin != null) {
          int before = latest.merge(origin.sender(), origin.position(), Math::max);
          if (before > origin.position()) {
            add(
                "reordered: received after what the same sender sent later",
                () ->
                    "%s received %s before %s, which %s sent first"
                        .formatted(
                            page.name(),
                            origin.sender().sent.get(before),
                            value,
                            origin.sender().name()));
          }
        }
      }
    }
    return this;
  }

  void assertClean() {
    if (violations.isEmpty()) {
      return;
    }
    StringBuilder report =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "of %,d values sent, %,d were received:",
                sent.size(),
                received.size()));
    violations.forEach(
        (kind, found) -> {
          report.append(String.format(Locale.ROOT, "\n  %,d %s", found.size(), kind));
          found.stream()
              .limit(MOST_OF_A_KIND)
              .forEach(one -> report.append("\n    ").append(one.get()));
          if (found.size() > MOST_OF_A_KIND) {
            report.append("\n    … ").append(found.size() - MOST_OF_A_KIND).append(" more");
          }
        });
    throw new AssertionError(report.toString());
  }

  /** Worded only if shown: finding a value's story takes a walk through all pages. */
  private void add(String kind, Supplier<String> violation) {
    violations.computeIfAbsent(kind, added -> new ArrayList<>()).add(violation);
  }

  private String describe(T value) {
    StringBuilder account = new StringBuilder().append(value);
    for (LedgerPage<T> page : pages) {
      describe(account, "sent", page, page.sent, value);
      describe(account, "not sent", page, page.notSent, value);
      describe(account, "received", page, page.received, value);
    }
    return account.toString();
  }

  private static <T> void describe(
      StringBuilder account, String verb, LedgerPage<T> page, List<T> entries, T value) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).equals(value)) {
        account.append("; %s by %s as its no. %d".formatted(verb, page.name(), i + 1));
      }
    }
  }

  /**
   * Where a value came from.
   *
   * @param sender the page of the thread that sent it
   * @param position how many values that thread had sent before
   */
  private record Origin<T>(LedgerPage<T> sender, int position) {}
}
