package io.sluice.testing;

import io.sluice.channel.CancelSignal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The least that is a {@link CancelSignal}: given by hand, once and for all. */
public final class ManualSignal implements CancelSignal {

  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private volatile boolean done;

  /** Gives the signal: it is done first, and then whoever is subscribed is unparked. */
  public void give() {
    done = true;
    subscribers.forEach(subscriber -> LockSupport.unpark(subscriber.thread));
  }

  /** Counts the open subscriptions, to find those that were left behind. */
  public int subscriptions() {
    return subscribers.size();
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public InterruptedException cancellation() {
    return new GivenException();
  }

  @Override
  public Subscription unparkWhenDone(Thread thread) {
    Subscriber subscriber = new Subscriber(thread);
    subscribers.add(subscriber);
    if (done) {
      LockSupport.unpark(thread);
    }
    return subscriber;
  }

  /** What a call that is refused or ended by this signal throws, told apart from an interrupt. */
  public static final class GivenException extends InterruptedException {
    private static final long serialVersionUID = 1L;
  }

  /** One subscription; compared by identity, for a thread may subscribe several times. */
  private final class Subscriber implements Subscription {
    private final Thread thread;

    Subscriber(Thread thread) {
      this.thread = thread;
    }

    @Override
    public void close() {
      subscribers.remove(this);
    }
  }
}
