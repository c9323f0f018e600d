package io.sluice.context;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context that is done when the JVM shuts down, and that holds the shutdown up until it is
 * closed.
 *
 * <p>It waits on a latch rather than on a channel of its own, since in a shutdown hook nothing may
 * depend on whether virtual threads still get a carrier.
 */
final class ShutdownContext extends CancelContext {

  private static final Logger LOG = LoggerFactory.getLogger(Context.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration grace;
  private final Thread hook;

  private ShutdownContext(Duration grace) {
    super(null, Values.NONE);
    this.grace = grace;
    this.hook = Thread.ofPlatform().name("context-shutdown").unstarted(this::shutDown);
  }

  static CancellableContext register(Duration grace) {
    ShutdownContext context = new ShutdownContext(grace);
    try {
      Runtime.getRuntime().addShutdownHook(context.hook);
    } catch (IllegalStateException e) {
      context.cancel(e);
    }
    return context;
  }

  private void shutDown() {
    cancel(new CancelledException("the JVM is shutting down", null));
    long nanos = TimeSource.saturatedNanos(grace);
    try {
      if (nanos > 0 && !closed.await(nanos, TimeUnit.NANOSECONDS)) {
        LOG.warn("The JVM shuts down although work is still running after {} of grace", grace);
      }
    } catch (InterruptedException e) {
      LOG.warn("The JVM shuts down although work is still running: the wait was interrupted", e);
    }
  }

  @Override
  public void close() {
    super.close();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown is under way: it is what this close lets go on.
    }
  }
}
