package io.sluice.context;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An action to run when a context ends. Whoever moves {@link #decided} to true, the end of the
 * context or the close of the registration, has decided whether it runs.
 */
final class CancelCallback extends Observer implements Context.Registration, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Context.class);

  private final AtomicBoolean decided = new AtomicBoolean();
  private final Runnable action;

  /** Null if the context can never end. */
  private final @Nullable CancelContext context;

  CancelCallback(Runnable action, @Nullable CancelContext context) {
    this.action = action;
    this.context = context;
  }

  @Override
  void wake() {
    if (decided.compareAndSet(false, true)) {
      // Whoever happens to cancel has nothing to bequeath.
      Thread.ofVirtual()
          .name("context-on-cancel")
          .inheritInheritableThreadLocals(false)
          .start(this);
    }
  }

  @Override
  public void run() {
    try {
      action.run();
    } catch (Throwable failure) {
      LOG.error("An action registered with onCancel failed: {}", action, failure);
    }
  }

  @Override
  public boolean close() {
    boolean prevented = decided.compareAndSet(false, true);
    if (prevented && context != null) {
      context.unobserve(this);
    }
    return prevented;
  }
}
