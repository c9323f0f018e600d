package io.sluice.scope;

import io.sluice.channel.ChannelClosedException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The failures of a scope, in the order in which they happened, each of them once. */
final class Failures {

  /** How many are kept. A thousand tasks that all fail alike need not all be told of. */
  private static final int MOST = 16;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final List<Throwable> kept = new ArrayList<>(1);

  private int dropped;

  /**
   * Adds a failure, unless it is known already, as itself or as what a join of it threw. Returns
   * the first one.
   */
  Throwable add(Throwable failure) {
    lock.lock();
    try {
      if (kept.stream().anyMatch(known -> isSame(known, failure))) {
        addSuppressedOf(failure);
      } else if (kept.size() < MOST) {
        kept.add(failure);
      } else {
        dropped++;
      }
      return kept.get(0);
    } finally {
      lock.unlock();
    }
  }

  /** What a scope within told besides the failure that is known. */
  private void addSuppressedOf(Throwable failure) {
    for (Throwable one = failure; one instanceof ScopeFailedException; one = one.getCause()) {
      for (Throwable other : one.getSuppressed()) {
        add(other);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // two failures may be equal and yet two
  private static boolean isSame(Throwable known, Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one == known) {
        return true;
      }
      if (!(one instanceof ExecutionException)) {
        return false;
      }
    }
    return false;
  }

  /** Whether a failure tells no more than that its scope was cancelled for the given cause. */
  @SuppressWarnings("ReferenceEquality") // the channel was closed with that very object
  static boolean followsFrom(Throwable cancelledFor, Throwable failure) {
    Throwable failed = failure;
    // The latter is what the stream of a channel makes of an interrupt.
    while ((failed instanceof ExecutionException || failed instanceof CancellationException)
        && failed.getCause() != null) {
      failed = failed.getCause();
    }
    return failed instanceof InterruptedException
        || failed instanceof ClosedByInterruptException
        || (failed instanceof InterruptedIOException && !(failed instanceof SocketTimeoutException))
        || (failed instanceof ChannelClosedException && failed.getCause() == cancelledFor);
  }

  /** The exception that tells them all, or null if there are none. */
  @Nullable ScopeFailedException toException(String name) {
    lock.lock();
    try {
      if (kept.isEmpty()) {
        return null;
      }
      Throwable first = kept.get(0);
      String more = dropped == 0 ? "" : " (and " + (kept.size() - 1 + dropped) + " more failures)";
      ScopeFailedException exception =
          new ScopeFailedException(name + " failed: " + first + more, first);
      kept.subList(1, kept.size()).forEach(exception::addSuppressed);
      return exception;
    } finally {
      lock.unlock();
    }
  }
}
