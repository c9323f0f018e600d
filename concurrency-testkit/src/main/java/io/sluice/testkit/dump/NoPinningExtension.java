package io.sluice.testkit.dump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Judges tests under {@link NoPinning}. */
final class NoPinningExtension implements BeforeEachCallback, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NoPinningExtension.class);

  /** The tests that have begun and not ended. Guarded by itself. */
  private static final List<Watch> ACTIVE = new ArrayList<>();

  /** One test under way. */
  private static final class Watch {

    final String test;
    final PinningRecorder recorder;
    final @Nullable ThreadOrigin before;

    /** The names of other tests that ran at the same time. Guarded by {@link #ACTIVE}. */
    final List<String> others = new ArrayList<>();

    Watch(String test, PinningRecorder recorder) {
      this.test = test;
      this.recorder = recorder;
      this.before = ThreadOrigin.enter(this);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    NoPinning annotation = Annotations.find(context, NoPinning.class);
    if (annotation != null) {
      PinningRecorder recorder =
          new PinningRecorder(DurationText.parse(annotation.threshold(), "@NoPinning(threshold)"));
      Watch watch = new Watch(context.getDisplayName(), recorder);
      synchronized (ACTIVE) {
        for (Watch other : ACTIVE) {
          other.others.add(watch.test);
          watch.others.add(other.test);
        }
        ACTIVE.add(watch);
      }
      context.getStore(NAMESPACE).put(Watch.class, watch);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    Watch watch = context.getStore(NAMESPACE).remove(Watch.class, Watch.class);
    if (watch == null) {
      return;
    }
    List<Pinning> pinnings;
    List<String> others;
    try {
      ThreadOrigin.restore(watch.before);
      pinnings = new ArrayList<>(watch.recorder.stop());
    } finally {
      synchronized (ACTIVE) {
        ACTIVE.remove(watch);
        others = List.copyOf(watch.others);
      }
    }
    if (!others.isEmpty()) {
      List<Long> foreign = threadsOfOthers(watch);
      pinnings.removeIf(pinning -> foreign.contains(pinning.threadId()));
    }
    if (!pinnings.isEmpty()) {
      throw new AssertionError(message(watch, pinnings, others));
    }
  }

  /** The numbers of live threads that are known to descend from another test. */
  private static List<Long> threadsOfOthers(Watch watch) {
    List<Long> foreign = new ArrayList<>();
    for (LiveThread live : ThreadListing.best().threads()) {
      Thread thread = live.thread();
      ThreadOrigin origin = thread == null ? null : ThreadOrigin.of(thread);
      if (origin != null && !origin.isOf(watch)) {
        foreign.add(live.id());
      }
    }
    return foreign;
  }

  private static String message(Watch watch, List<Pinning> pinnings, List<String> others) {
    StringBuilder text = new StringBuilder("virtual threads were pinned ");
    text.append(pinnings.size() == 1 ? "once" : pinnings.size() + " times")
        .append(" during \"")
        .append(watch.test)
        .append('"');
    if (!others.isEmpty()) {
      text.append(", or by tests that ran at the same time: ").append(String.join(", ", others));
    }
    pinnings.forEach(pinning -> text.append("\n\n  ").append(pinning));
    return text.toString();
  }
}
