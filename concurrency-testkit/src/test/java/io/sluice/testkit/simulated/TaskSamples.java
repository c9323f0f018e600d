package io.sluice.testkit.simulated;

import static io.sluice.testkit.simulated.Sample.constant;
import static io.sluice.testkit.simulated.Sample.start;
import static io.sluice.testkit.simulated.Sample.varied;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Programs over futures, executors and maps. */
final class TaskSamples {

  private TaskSamples() {}

  static List<Sample> all() {
    return List.of(
        constant("FutureTask", TaskSamples::futureTask),
        varied("newVirtualThreadPerTaskExecutor", TaskSamples::perTask),
        varied("ExecutorService.invokeAny", TaskSamples::invokeAny),
        varied("ExecutorCompletionService", TaskSamples::completionService),
        varied("ThreadPoolExecutor", TaskSamples::pool),
        varied("ScheduledThreadPoolExecutor", TaskSamples::scheduled),
        varied("CompletableFuture.supplyAsync", TaskSamples::supplyAsync),
        constant("CompletableFuture chain", TaskSamples::chain),
        varied("CompletableFuture.anyOf", TaskSamples::anyOf),
        varied("CompletableFuture.orTimeout", TaskSamples::orTimeout),
        constant("CompletableFuture.delayedExecutor", TaskSamples::delayedExecutor),
        varied("ConcurrentHashMap.computeIfAbsent", TaskSamples::computeIfAbsent),
        varied("CopyOnWriteArrayList", TaskSamples::copyOnWrite),
        constant("ThreadLocal", TaskSamples::threadLocal));
  }

  private static Object futureTask() throws Exception {
    int[] box = new int[1];
    FutureTask<int[]> task =
        new FutureTask<>(
            () -> {
              box[0] = 1;
              return box;
            });
    start(task::run);
    return task.get()[0];
  }

  private static Object perTask() throws Exception {
    List<Integer> order = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<int[]>> futures = new ArrayList<>();
      for (int id = 1; id <= 3; id++) {
        int self = id;
        futures.add(
            executor.submit(
                () -> {
                  synchronized (order) {
                    order.add(self);
                  }
                  return new int[] {self};
                }));
      }
      int sum = 0;
      for (Future<int[]> future : futures) {
        sum += future.get()[0];
      }
      if (sum != 6) {
        throw new AssertionError(sum);
      }
    }
    return order;
  }

  private static Object invokeAny() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<int[]> one = () -> new int[] {1};
      Callable<int[]> two = () -> new int[] {2};
      return executor.invokeAny(List.of(one, two))[0];
    }
  }

  private static Object completionService() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var service = new ExecutorCompletionService<int[]>(executor);
      for (int id = 1; id <= 3; id++) {
        int[] box = {id};
        var _ = service.submit(() -> box);
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        order.add(service.take().get()[0]);
      }
      return order;
    }
  }

  private static Object pool() throws Exception {
    List<Integer> order = new ArrayList<>();
    try (ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofVirtual().name("worker-", 1).factory())) {
      for (int id = 1; id <= 3; id++) {
        int[] box = {id};
        pool.execute(
            () -> {
              synchronized (order) {
                order.add(box[0]);
              }
            });
      }
    }
    return order;
  }

  private static Object scheduled() throws Exception {
    List<String> events = new ArrayList<>();
    CountDownLatch twice = new CountDownLatch(2);
    try (ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(2, Thread.ofVirtual().factory())) {
      var periodic =
          pool.scheduleAtFixedRate(
              () -> {
                synchronized (events) {
                  events.add("tick");
                }
                twice.countDown();
              },
              1,
              1,
              TimeUnit.HOURS);
      var once =
          pool.schedule(
              () -> {
                synchronized (events) {
                  events.add("once");
                }
              },
              1,
              TimeUnit.HOURS);
      twice.await();
      periodic.cancel(false);
      once.get();
    }
    return events.subList(0, 3);
  }

  private static Object supplyAsync() throws Exception {
    List<Integer> order = new ArrayList<>();
    List<CompletableFuture<int[]>> futures = new ArrayList<>();
    for (int id = 1; id <= 2; id++) {
      int self = id;
      futures.add(
          CompletableFuture.supplyAsync(
              () -> {
                synchronized (order) {
                  order.add(self);
                }
                return new int[] {self};
              }));
    }
    int sum = 0;
    for (CompletableFuture<int[]> future : futures) {
      sum += future.get()[0];
    }
    if (sum != 3) {
      throw new AssertionError(sum);
    }
    return order;
  }

  private static Object chain() throws Exception {
    int[] box = new int[1];
    CompletableFuture<int[]> first = new CompletableFuture<>();
    start(
        () -> {
          box[0] = 1;
          first.complete(box);
        });
    CompletableFuture<Integer> all =
        first
            .thenApplyAsync(
                same -> {
                  same[0]++;
                  return same;
                })
            .thenCompose(same -> CompletableFuture.supplyAsync(() -> same))
            .thenCombine(CompletableFuture.supplyAsync(() -> 10), (same, ten) -> same[0] + ten)
            .whenComplete((sum, failure) -> box[0]++)
            .handle((sum, failure) -> sum);
    return List.of(all.join(), box[0]);
  }

  private static Object anyOf() throws Exception {
    return CompletableFuture.anyOf(
            CompletableFuture.supplyAsync(() -> 1), CompletableFuture.supplyAsync(() -> 2))
        .get();
  }

  private static Object orTimeout() throws Exception {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    start(
        () -> {
          Thread.sleep(3_600_000);
          future.complete(1);
        });
    try {
      return future.orTimeout(1, TimeUnit.HOURS).get();
    } catch (ExecutionException e) {
      return e.getCause() instanceof TimeoutException ? "timeout" : e;
    }
  }

  private static Object delayedExecutor() throws Exception {
    long start = System.nanoTime();
    int[] box = {1};
    int value =
        CompletableFuture.supplyAsync(
                () -> box[0]++, CompletableFuture.delayedExecutor(1, TimeUnit.HOURS))
            .get();
    return List.of(value, box[0], TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start));
  }

  private static Object computeIfAbsent() throws Exception {
    ConcurrentHashMap<String, int[]> map = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int id = 1; id <= 2; id++) {
      int self = id;
      threads.add(
          start(
              () -> {
                int[] box = map.computeIfAbsent("key", _ -> new int[] {self});
                if (box[0] < 1) {
                  throw new AssertionError("unpublished");
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return map.get("key")[0];
  }

  private static Object copyOnWrite() throws Exception {
    CopyOnWriteArrayList<int[]> list = new CopyOnWriteArrayList<>();
    start(() -> list.add(new int[] {1}));
    start(() -> list.add(new int[] {2}));
    List<Integer> seen = new ArrayList<>();
    for (int[] box : list) {
      seen.add(box[0]);
    }
    return seen;
  }

  private static Object threadLocal() throws Exception {
    ThreadLocal<int[]> local = ThreadLocal.withInitial(() -> new int[1]);
    List<Thread> threads = new ArrayList<>();
    for (int id = 1; id <= 2; id++) {
      threads.add(
          start(
              () -> {
                local.get()[0]++;
                if (local.get()[0]++ != 1) {
                  throw new AssertionError("shared");
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return local.get()[0];
  }
}
