package io.sluice.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a history: a column for each thread, a row for each call and each return.
 *
 * <pre>
 * event  producer   consumer
 *     0  send(1)
 *     1  |          receive()
 *     2  done       |
 *     3             -> 1
 * </pre>
 */
final class Timeline {

  /** As many as one can read; the last ones are where it went wrong. */
  private static final int MOST_ROWS = 120;

  /**
   * A call or a return.
   *
   * @param stamp when
   * @param column whose
   * @param text what
   * @param open whether its operation runs from here on
   */
  private record Event(long stamp, Column column, String text, boolean open) {}

  /** One thread's operations; a thread whose operations overlap has several columns. */
  private static final class Column {
    final String thread;
    final List<Event> events = new ArrayList<>();

    /** When its last operation returns. */
    long busyUntil;

    int width;

    /** Whether, at the row being drawn, an operation runs. */
    boolean open;

    Column(String thread) {
      this.thread = thread;
      this.width = thread.length();
    }

    void add(Operation operation) {
      busyUntil = operation.returned();
      add(new Event(operation.call(), this, operation.callText(), true));
      if (!operation.isPending()) {
        add(new Event(operation.returned(), this, operation.outcomeText(), false));
      }
    }

    private void add(Event event) {
      events.add(event);
      width = Math.max(width, event.text().length());
    }
  }

  private Timeline() {}

  /**
   * Draws.
   *
   * @param operations in the order of their calls
   */
  static String of(List<Operation> operations) {
    List<Column> columns = columns(operations);
    List<Event> events = new ArrayList<>();
    columns.forEach(column -> events.addAll(column.events));
    events.sort(Comparator.comparingLong(Event::stamp));
    StringBuilder text = new StringBuilder();
    List<String> names = columns.stream().map(column -> column.thread).toList();
    row(text, "event", columns, names);
    int hidden = Math.max(0, events.size() - MOST_ROWS);
    if (hidden > 0) {
      text.append("       (").append(hidden).append(" events before)\n");
    }
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (i >= hidden) {
        List<String> cells =
            columns.stream()
                .map(column -> column == event.column() ? event.text() : column.open ? "|" : "")
                .toList();
        row(text, Long.toString(event.stamp()), columns, cells);
      }
      event.column().open = event.open();
    }
    return text.toString();
  }

  private static List<Column> columns(List<Operation> operations) {
    List<Column> columns = new ArrayList<>();
    for (Operation operation : operations) {
      Column column = free(columns, operation);
      if (column == null) {
        column = new Column(operation.thread());
        columns.add(column);
      }
      column.add(operation);
    }
    return columns;
  }

  private static @Nullable Column free(List<Column> columns, Operation operation) {
    for (Column column : columns) {
      if (column.thread.equals(operation.thread()) && column.busyUntil < operation.call()) {
        return column;
      }
    }
    return null;
  }

  private static void row(
      StringBuilder text, String first, List<Column> columns, List<String> cells) {
    StringBuilder row =
        new StringBuilder(" ".repeat(Math.max(0, 5 - first.length()))).append(first);
    for (int i = 0; i < cells.size(); i++) {
      row.append("  ").append(cells.get(i));
      row.append(" ".repeat(columns.get(i).width - cells.get(i).length()));
    }
    text.append(row.toString().stripTrailing()).append('\n');
  }
}
