package io.sluice.testkit.dump;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that kept its carrier while it was parked.
 *
 * @param threadId its number
 * @param threadName its name; empty if it had none
 * @param duration for how long
 * @param reason what kept it, on JDK 24 or later; null if not known
 * @param stack where it was parked, the innermost frame first
 */
record Pinning(
    long threadId,
    String threadName,
    Duration duration,
    @Nullable String reason,
    List<StackTraceElement> stack) {

  private static final int FRAMES_TOLD = 12;

  static Pinning of(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    List<StackTraceElement> stack = new ArrayList<>();
    if (event.getStackTrace() != null) {
      event.getStackTrace().getFrames().forEach(frame -> stack.add(element(frame)));
    }
    String name = thread == null ? null : thread.getJavaName();
    return new Pinning(
        thread == null ? -1 : thread.getJavaThreadId(),
        name == null ? "" : name,
        event.getDuration(),
        event.hasField("pinnedReason") ? event.getString("pinnedReason") : null,
        List.copyOf(stack));
  }

  private static StackTraceElement element(RecordedFrame frame) {
    String className = frame.getMethod().getType().getName();
    String outermost = className.substring(className.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
    return new StackTraceElement(
        className, frame.getMethod().getName(), outermost + ".java", frame.getLineNumber());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(Description.ofThread(threadName, threadId))
        .append(" for ")
        .append(DurationText.of(duration))
        .append(reason == null ? "" : ": " + reason);
    stack.stream().limit(FRAMES_TOLD).forEach(frame -> text.append("\n      at ").append(frame));
    return text.toString();
  }
}
