package io.sluice.testkit.dump;

import io.sluice.testkit.agent.Agent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads as the JDK itself keeps them: in containers, of which the root has all that were started
 * with the thread's own API, and each executor and structured scope has its own.
 *
 * <p>The JDK's {@code ThreadContainers.children} asks each container for each other's parent, and
 * lists all platform threads for each. Here each container is visited once, and platform threads
 * are listed once.
 */
final class ContainerListing implements ThreadListing {

  static final ContainerListing INSTANCE = new ContainerListing();

  /** Whether the agent is there and this JDK has what is needed of it. */
  static final boolean AVAILABLE = Agent.isLoaded() && Jdk.HANDLES != null;

  private ContainerListing() {}

  @Override
  public List<LiveThread> threads() {
    Jdk jdk = jdk();
    try {
      return jdk.list();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the JDK's record of its threads cannot be read", e);
    }
  }

  @Override
  public String missing() {
    return jdk().rootThreads == null
        ? "Virtual threads that no executor started are not listed: this JVM runs with"
            + " -Djdk.trackAllThreads=false."
        : "";
  }

  private static Jdk jdk() {
    Jdk jdk = Jdk.HANDLES;
    if (jdk == null) {
      throw new IllegalStateException("the listing needs the agent, and a JDK that it knows");
    }
    return jdk;
  }

  /**
   * The JDK's private members, bound once.
   *
   * @param rootThreads the virtual threads that no container has; null if the JVM does not track
   *     them
   */
  private record Jdk(
      @Nullable Set<Thread> rootThreads,
      Set<WeakReference<?>> registry,
      Class<?> containerType,
      Class<?> sharedType,
      MethodHandle allThreads,
      MethodHandle scopes,
      MethodHandle previousScope,
      MethodHandle sharedThreads,
      MethodHandle containerThreads) {

    static final @Nullable Jdk HANDLES = Agent.isLoaded() ? bind() : null;

    /** Null if this JDK is not made as those that are known. */
    private static @Nullable Jdk bind() {
      try {
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodHandles.Lookup ofThread = MethodHandles.privateLookupIn(Thread.class, own);
        Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
        Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
        Class<?> shared = Class.forName("jdk.internal.vm.SharedThreadContainer");
        Class<?> scope = Class.forName("jdk.internal.vm.StackableScope");
        MethodHandles.Lookup ofContainers = MethodHandles.privateLookupIn(containers, own);
        @SuppressWarnings("unchecked") // the field's type
        Set<WeakReference<?>> registry =
            (Set<WeakReference<?>>)
                ofContainers.findStaticGetter(containers, "CONTAINER_REGISTRY", Set.class).invoke();
        return new Jdk(
            RootThreads.trackingSet(),
            registry,
            container,
            shared,
            ofThread
                .findStatic(Thread.class, "getAllThreads", MethodType.methodType(Thread[].class))
                .asType(MethodType.methodType(Thread[].class)),
            ofThread
                .findGetter(Thread.class, "headStackableScopes", scope)
                .asType(MethodType.methodType(Object.class, Thread.class)),
            MethodHandles.privateLookupIn(scope, own)
                .findVirtual(scope, "previous", MethodType.methodType(scope))
                .asType(MethodType.methodType(Object.class, Object.class)),
            MethodHandles.privateLookupIn(shared, own)
                .findGetter(shared, "virtualThreads", Set.class)
                .asType(MethodType.methodType(Set.class, Object.class)),
            ofContainers
                .findVirtual(container, "threads", MethodType.methodType(Stream.class))
                .asType(MethodType.methodType(Stream.class, Object.class)));
      } catch (Throwable e) {
        System.getLogger(ContainerListing.class.getName())
            .log(System.Logger.Level.WARNING, "This JDK's threads are listed by dumps", e);
        return null;
      }
    }

    List<LiveThread> list() throws Throwable {
      List<LiveThread> threads = new ArrayList<>();
      Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
      Deque<Object> unvisited = new ArrayDeque<>();
      for (WeakReference<?> reference : registry) {
        Object container = reference.get();
        if (container != null && known.add(container)) {
          unvisited.add(container);
        }
      }
      for (Thread thread : (Thread[]) allThreads.invokeExact()) {
        // A JVM without continuations runs virtual threads as such; they have containers.
        if (!thread.isVirtual()) {
          add(thread, threads, known, unvisited);
        }
      }
      if (rootThreads != null) {
        for (Thread thread : rootThreads) {
          add(thread, threads, known, unvisited);
        }
      }
      for (Object next = unvisited.poll(); next != null; next = unvisited.poll()) {
        for (Thread thread : virtualThreads(next)) {
          add(thread, threads, known, unvisited);
        }
      }
      return threads;
    }

    private void add(
        Thread thread, List<LiveThread> threads, Set<Object> known, Deque<Object> unvisited)
        throws Throwable {
      if (!thread.isAlive()) {
        return;
      }
      threads.add(new ListedThread(thread));
      Object scope = (Object) scopes.invokeExact(thread);
      while (scope != null) {
        if (containerType.isInstance(scope) && known.add(scope)) {
          unvisited.add(scope);
        }
        scope = (Object) previousScope.invokeExact(scope);
      }
    }

    @SuppressWarnings("unchecked") // what the JDK declares
    private Iterable<Thread> virtualThreads(Object container) throws Throwable {
      if (sharedType.isInstance(container)) {
        Set<Thread> threads = (Set<Thread>) sharedThreads.invokeExact(container);
        return threads == null ? List.of() : threads;
      }
      Stream<Thread> threads = (Stream<Thread>) containerThreads.invokeExact(container);
      return threads.filter(Thread::isVirtual).toList();
    }
  }
}
