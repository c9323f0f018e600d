package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A feed calls its listeners while it holds its lock; a listener waits for another thread, which
 * asks the feed something. Fixed by calling the listeners after the lock was released.
 */
final class LockHeldInCallback {

  private LockHeldInCallback() {}

  static void buggy() throws Exception {
    Feed feed = new Feed();
    run(feed, feed::publishLocked);
  }

  static void fixed() throws Exception {
    Feed feed = new Feed();
    run(feed, feed::publish);
  }

  private static void run(Feed feed, Body publish) throws Exception {
    feed.listen(
        () -> Threads.start("display", () -> Check.equal(1, feed.published(), "published")).join());
    publish.run();
  }

  /** Tells those who listen that something was published. */
  private static final class Feed {

    private final Lock lock = new ReentrantLock();
    private final List<Body> listeners = new ArrayList<>();
    private int published;

    void listen(Body listener) {
      lock.lock();
      try {
        listeners.add(listener);
      } finally {
        lock.unlock();
      }
    }

    int published() {
      lock.lock();
      try {
        return published;
      } finally {
        lock.unlock();
      }
    }

    void publishLocked() throws Exception {
      lock.lock();
      try {
        published++;
        for (Body listener : listeners) {
          listener.run();
        }
      } finally {
        lock.unlock();
      }
    }

    void publish() throws Exception {
      List<Body> called;
      lock.lock();
      try {
        published++;
        called = List.copyOf(listeners);
      } finally {
        lock.unlock();
      }
      for (Body listener : called) {
        listener.run();
      }
    }
  }
}
