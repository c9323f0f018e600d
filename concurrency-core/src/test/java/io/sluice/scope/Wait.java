package io.sluice.scope;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The ways in which code waits for what never comes, and in which a cancellation has to end it. */
enum Wait {
  CHANNEL_WITH_CONTEXT {
    @Override
    void forEver(Context context) throws InterruptedException {
      Channel.never().receive(context);
    }
  },
  CHANNEL {
    @Override
    void forEver(Context context) throws InterruptedException {
      Channel.never().receive();
    }
  },
  SLEEP {
    @Override
    void forEver(Context context) throws InterruptedException {
      Thread.sleep(Duration.ofDays(1));
    }
  },
  LATCH {
    @Override
    void forEver(Context context) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  },
  COMPUTING {
    @Override
    void forEver(Context context) throws InterruptedException {
      while (true) {
        context.check();
        // To yield is not enough: virtual threads that only yield may keep the carriers to
        // themselves.
        LockSupport.parkNanos(1);
      }
    }
  };

  abstract void forEver(Context context) throws InterruptedException;

  /** Waits with the context, which tells the cause when it ends. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
  static <T> T forEverWith(Context context) throws InterruptedException {
    return Channel.<T>never().receive(context);
  }
}
