package io.sluice.testkit.leak;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.Position;
import io.sluice.testkit.dump.ThreadOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread that should have ended: a description, which keeps nothing of the thread alive.
 *
 * @param threadId what {@link Thread#threadId()} returned
 * @param threadName the thread's name; empty if it had none
 * @param isVirtual whether it was a virtual thread
 * @param createdAt the line outside of the JDK and the library that created it; null if not known
 * @param age the time since its creation; null if not known
 * @param position where it stood, what it waited for and who held that
 * @param unmoved for how long it had been seen to stand there; zero if it was seen once
 * @since 0.1.0
 */
public record Leak(
    long threadId,
    String threadName,
    boolean isVirtual,
    @Nullable StackTraceElement createdAt,
    @Nullable Duration age,
    Position position,
    Duration unmoved) {

  /**
   * Describes a thread.
   *
   * @param threadId its number
   * @param threadName its name
   * @param isVirtual whether it is virtual
   * @param createdAt what created it; null if not known
   * @param age the time since then; null if not known
   * @param position where it stands
   * @param unmoved for how long it has been seen to stand there
   */
  public Leak {
    Objects.requireNonNull(threadName, "threadName");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(unmoved, "unmoved");
  }

  static Leak of(LiveThread live, Duration unmoved) {
    Thread thread = live.thread();
    ThreadOrigin origin = thread == null ? null : ThreadOrigin.of(thread);
    return new Leak(
        live.id(),
        live.name(),
        live.isVirtual(),
        origin == null ? null : origin.site().orElse(null),
        origin == null ? null : Duration.ofNanos(System.nanoTime() - origin.nanoTime()),
        live.position(),
        unmoved);
  }

  /**
   * The frames, the innermost first.
   *
   * @return an unmodifiable list
   */
  public List<StackTraceElement> stack() {
    return position.stack();
  }

  /**
   * The leak in one line, such as {@code "worker" (virtual), created 1.2 s ago at
   * com.acme.Foo.start(Foo.java:40), waits in AbstractChannel.receive for
   * Channel.unbuffered()@1a2b[open, waiting receivers 1] (unmoved for 980 ms)}.
   *
   * @return the line
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(threadName.isEmpty() ? "thread #" + threadId : "\"" + threadName + "\"");
    text.append(isVirtual ? " (virtual)" : " (platform)");
    if (age != null) {
      text.append(", created ").append(Amount.of(age)).append(" ago");
      text.append(createdAt == null ? "" : " at " + createdAt);
    }
    text.append(", ").append(verb());
    StackTraceElement operation = position.operation();
    if (operation != null) {
      String className = operation.getClassName();
      text.append(" in ")
          .append(className.substring(className.lastIndexOf('.') + 1))
          .append('.')
          .append(operation.getMethodName());
    }
    if (position.waitsFor() != null) {
      text.append(" for ").append(position.waitsFor());
    }
    if (position.owner() != null) {
      text.append(", held by ").append(position.owner());
    }
    if (!unmoved.isZero()) {
      text.append(" (unmoved for ").append(Amount.of(unmoved)).append(')');
    }
    return text.toString();
  }

  private String verb() {
    return switch (position.state()) {
      case WAITING -> "waits";
      case TIMED_WAITING -> "waits for a limited time";
      case BLOCKED -> "is blocked";
      case NEW, RUNNABLE -> "runs";
      case TERMINATED -> "has ended since";
      case null -> "stands";
    };
  }
}
