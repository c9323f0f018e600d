package io.sluice.context;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.context.Context.Registration;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Observers of all kinds on random nodes of a tree; each can be made to go away. */
final class TreeObservers {

  /** One who observes. */
  interface Watch {
    /** Ceases to observe, unless the context has ended; a channel does not, before the end. */
    void leave();

    /** Waits until the end was delivered. */
    void awaitEnd();
  }

  private TreeObservers() {}

  /** Adds observers, threads that may not have parked yet among them. */
  static List<Watch> observe(ContextTree tree, Random random, int count, boolean channels) {
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Context context = tree.nodes.get(random.nextInt(tree.nodes.size())).context;
      if (Probe.source(context) != null) {
        watches.add(
            switch (random.nextInt(channels ? 4 : 3)) {
              case 0 -> parked(context, false);
              case 1 -> parked(context, true);
              case 2 -> registration(context);
              default -> channel(context);
            });
      }
    }
    return watches;
  }

  private static Watch parked(Context context, boolean inSelect) {
    Channel<Integer> channel = Channel.unbuffered();
    Outcome<Boolean> outcome =
        Threads.start(
            ThreadKind.VIRTUAL,
            () -> {
              try {
                if (inSelect) {
                  Select.await(context, channel.receiveCase(), Channel.never().receiveCase());
                } else {
                  channel.receive(context);
                }
                return false;
              } catch (CancelledException e) {
                return context.isDone();
              }
            });
    return new Watch() {
      @Override
      public void leave() {
        Threads.await(() -> outcome.isDone() || channel.trySend(1), "a thread to serve");
        outcome.result();
      }

      @Override
      public void awaitEnd() {
        if (!outcome.result()) {
          throw new AssertionError("served though nobody sent");
        }
      }
    };
  }

  private static Watch registration(Context context) {
    AtomicInteger runs = new AtomicInteger();
    Registration registration = context.onCancel(runs::incrementAndGet);
    return new Watch() {
      @Override
      public void leave() {
        if (!registration.close()) {
          awaitEnd();
        }
      }

      @Override
      public void awaitEnd() {
        Threads.await(() -> runs.get() == 1, "an action");
      }
    };
  }

  private static Watch channel(Context context) {
    ReceiveChannel<Void> done = context.done();
    return new Watch() {
      @Override
      public void leave() {}

      @Override
      public void awaitEnd() {
        Threads.await(() -> done.tryReceive().isClosed(), "a channel to be closed");
      }
    };
  }
}
