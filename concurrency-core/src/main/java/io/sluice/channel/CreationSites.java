package io.sluice.channel;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where channels were made, for those who ask why a thread waits: recorded only in a JVM started
 * with {@code -Dsluice.creationSites=true}.
 *
 * <p>The sites stand beside the channels, not in them, so that a channel costs no byte more in a
 * JVM that records none.
 */
final class CreationSites {

  /** Read once: where it is false, the compiler removes what depends on it. */
  static final boolean ENABLED = Boolean.getBoolean("sluice.creationSites");

  private static final ConcurrentMap<Reference<?>, Site> SITES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** The library's own packages. Other {@code io.sluice} packages, examples say, are users. */
  private static final String[] LIBRARY = {
    "io.sluice.channel.", "io.sluice.context.", "io.sluice.scope.", "io.sluice.sync."
  };

  private CreationSites() {}

  /**
   * Where a channel was made.
   *
   * @param within the library's method that made it for purposes of its own, such as {@code
   *     WaitGroup.await}; null for a channel that the user asked for
   * @param frame the first frame outside of the library
   */
  private record Site(@Nullable String within, StackTraceElement frame) {

    @Override
    public String toString() {
      return (within == null ? "" : "by " + within + " ") + "at " + frame;
    }
  }

  /** Records the caller's caller that is no part of the library as the maker of a channel. */
  static void record(Object channel) {
    for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      SITES.remove(gone);
    }
    Site site = STACK.walk(CreationSites::find);
    if (site != null) {
      SITES.put(new Key(channel, COLLECTED), site);
    }
  }

  /** How the site is told behind a channel's description; empty if none is known. */
  static String describe(Object channel) {
    Site site = SITES.get(new Key(channel, null));
    return site == null ? "" : ", created " + site;
  }

  private static @Nullable Site find(Stream<StackWalker.StackFrame> frames) {
    StackWalker.StackFrame entry = null;
    for (Iterator<StackWalker.StackFrame> i = frames.iterator(); i.hasNext(); ) {
      StackWalker.StackFrame frame = i.next();
      if (!isLibrary(frame.getDeclaringClass())) {
        return new Site(within(entry), frame.toStackTraceElement());
      }
      entry = frame;
    }
    return null;
  }

  private static @Nullable String within(StackWalker.@Nullable StackFrame entry) {
    if (entry == null || entry.getClassName().startsWith("io.sluice.channel.")) {
      return null;
    }
    String className = entry.getClassName();
    String simpleName = className.substring(className.lastIndexOf('.') + 1);
    return entry.getMethodName().equals("<init>")
        ? "new " + simpleName
        : simpleName + "." + entry.getMethodName();
  }

  private static boolean isLibrary(Class<?> type) {
    for (String prefix : LIBRARY) {
      if (type.getName().startsWith(prefix)) {
        // Tests of the library stand in its packages, and come from elsewhere.
        return type.getProtectionDomain().equals(CreationSites.class.getProtectionDomain());
      }
    }
    return false;
  }

  /** A channel by its identity, which it does not keep alive. */
  private static final class Key extends WeakReference<Object> {

    private final int hash;

    Key(Object channel, @Nullable ReferenceQueue<Object> queue) {
      super(channel, queue);
      hash = System.identityHashCode(channel);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** A cleared key equals itself alone, by which it is removed. */
    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object channel = get();
      return channel != null && other instanceof Key key && key.refersTo(channel);
    }
  }
}
