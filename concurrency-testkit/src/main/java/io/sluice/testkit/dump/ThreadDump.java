package io.sluice.testkit.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All threads of this JVM, platform and virtual ones, as they stood one after the other: threads
 * with the same stack together, each group with what its threads wait for and who holds it, and
 * deadlocks first.
 *
 * <p>With the testkit's agent it tells of virtual threads what it tells of platform threads, and of
 * threads that descend from a test where they were created. Who holds a monitor is known on JDK 25
 * or later, and of platform threads on all.
 *
 * @since 0.1.0
 */
public final class ThreadDump {

  private static final int NAMES_TOLD = 5;
  private static final int BLOCKERS_TOLD = 10;

  private final List<Entry> entries;
  private final String missing;

  private ThreadDump(List<Entry> entries, String missing) {
    this.entries = entries;
    this.missing = missing;
  }

  /** A thread as it stood. */
  private record Entry(
      long id, String name, boolean isVirtual, @Nullable String site, Position position) {

    String label() {
      return Description.ofThread(name, id);
    }
  }

  /** What the threads of one group have in common. */
  private record Group(
      boolean isVirtual, Thread.@Nullable State state, List<StackTraceElement> stack) {}

  /**
   * Looks at all threads.
   *
   * @return where they stood
   */
  public static ThreadDump capture() {
    ThreadListing listing = ThreadListing.best();
    List<LiveThread> threads = listing.threads();
    MonitorOwners owners = MonitorOwners.of(threads);
    List<Entry> entries = new ArrayList<>(threads.size());
    for (LiveThread live : threads) {
      Thread thread = live.thread();
      ThreadOrigin origin = thread == null ? null : ThreadOrigin.of(thread);
      entries.add(
          new Entry(
              live.id(),
              live.name(),
              live.isVirtual(),
              origin == null ? null : origin.site().map(Objects::toString).orElse(null),
              thread == null ? live.position() : Positions.of(thread, owners)));
    }
    entries.sort(Comparator.comparingLong(Entry::id));
    return new ThreadDump(entries, listing.missing());
  }

  /**
   * How many threads were seen.
   *
   * @return their number
   */
  public int threadCount() {
    return entries.size();
  }

  /**
   * The dump as text for a person to read.
   *
   * @return many lines
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    long virtual = entries.stream().filter(Entry::isVirtual).count();
    text.append(count(entries.size(), "thread"))
        .append(", ")
        .append(virtual)
        .append(" of them virtual\n");
    if (!missing.isEmpty()) {
      text.append(missing).append('\n');
    }
    appendDeadlocks(text);
    groups().entrySet().stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .forEach(group -> append(text, group.getKey(), group.getValue()));
    return text.toString();
  }

  private Map<Group, List<Entry>> groups() {
    Map<Group, List<Entry>> groups = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Position position = entry.position;
      groups
          .computeIfAbsent(
              new Group(entry.isVirtual, position.state(), position.stack()),
              group -> new ArrayList<>())
          .add(entry);
    }
    return groups;
  }

  private static void append(StringBuilder text, Group group, List<Entry> members) {
    text.append('\n')
        .append(count(members.size(), group.isVirtual ? "virtual thread" : "platform thread"))
        .append(group.state == null ? "" : " " + group.state)
        .append(": ");
    for (int i = 0; i < members.size() && i < NAMES_TOLD; i++) {
      text.append(i == 0 ? "" : ", ").append(members.get(i).label());
    }
    if (members.size() > NAMES_TOLD) {
      text.append(" and ").append(members.size() - NAMES_TOLD).append(" more");
    }
    text.append('\n');
    appendCounted(text, "created at ", members, Entry::site);
    appendCounted(text, "waiting for ", members, entry -> wait(entry.position));
    for (StackTraceElement frame : group.stack) {
      text.append("    at ").append(frame).append('\n');
    }
  }

  private static @Nullable String wait(Position position) {
    String owner = position.owner();
    return owner == null ? position.waitsFor() : position.waitsFor() + ", held by " + owner;
  }

  /** Appends each different thing once, with the number of threads that it is true of. */
  private static void appendCounted(
      StringBuilder text,
      String verb,
      List<Entry> members,
      Function<Entry, @Nullable String> told) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Entry member : members) {
      String thing = told.apply(member);
      if (thing != null) {
        counts.merge(thing, 1, Integer::sum);
      }
    }
    int lines = 0;
    for (Map.Entry<String, Integer> thing : counts.entrySet()) {
      if (lines++ == BLOCKERS_TOLD) {
        text.append("  ... and ").append(counts.size() - BLOCKERS_TOLD).append(" more such\n");
        return;
      }
      text.append("  ").append(members.size() == 1 ? "" : thing.getValue() + " ");
      text.append(verb).append(thing.getKey()).append('\n');
    }
  }

  private void appendDeadlocks(StringBuilder text) {
    Map<String, Position> blocked = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.position.owner() != null) {
        blocked.put(entry.label(), entry.position);
      }
    }
    for (List<String> cycle : Cycles.in(blocked.keySet(), label -> ownerOf(blocked, label))) {
      text.append("\nDeadlock of ").append(count(cycle.size(), "thread")).append(":\n");
      for (String label : cycle) {
        Position position = Objects.requireNonNull(blocked.get(label));
        text.append("  ").append(label).append(" waits for ").append(wait(position)).append('\n');
      }
    }
  }

  private static @Nullable String ownerOf(Map<String, Position> blocked, String label) {
    Position position = blocked.get(label);
    return position == null ? null : position.owner();
  }

  private static String count(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
