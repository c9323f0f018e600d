package io.sluice.testing;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Ticker;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.sync.WaitGroup;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Prints what channels say of themselves, on lines of the form {@code key=description}. */
public final class CreationSitesMain {

  private CreationSitesMain() {}

  /** Is run by {@code CreationSitesTest} in a JVM of its own. */
  public static void main(String[] arguments) throws InterruptedException {
    Channel<String> channel = makeChannel();
    System.out.println("channel=" + channel);
    System.out.println("view=" + channel.asReceive());
    System.out.println("never=" + Channel.never());
    System.out.println("ticker=" + Ticker.every(Duration.ofDays(1)).channel());
    channel.close();
    try {
      channel.send("late");
    } catch (ChannelClosedException e) {
      System.out.println("closed=" + e.getMessage());
    }
    try (CancellableContext context = Context.background().withCancel()) {
      System.out.println("done=" + context.done());
    }
    WaitGroup group = new WaitGroup();
    group.add(1);
    Thread waiter = Thread.ofVirtual().unstarted(() -> awaitQuietly(group));
    waiter.start();
    Object blocker = LockSupport.getBlocker(waiter);
    while (blocker == null) {
      Thread.onSpinWait();
      blocker = LockSupport.getBlocker(waiter);
    }
    System.out.println("group=" + blocker);
    group.done();
    waiter.join();
  }

  private static Channel<String> makeChannel() {
    return Channel.buffered(3);
  }

  private static void awaitQuietly(WaitGroup group) {
    try {
      group.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
