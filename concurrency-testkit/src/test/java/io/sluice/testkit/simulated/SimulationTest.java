package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.simulation.*;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void explore_threadsJoined_runsThemInManyOrders() {
    Set<List<String>> orders = new HashSet<>();
    Exploration exploration =
        Simulation.explore(
            Options.defaults().schedules(200),
            () -> {
              List<String> order = new ArrayList<>();
              List<Thread> threads = new ArrayList<>();
              for (String name : List.of("a", "b", "c")) {
                threads.add(Thread.startVirtualThread(() -> order.add(name)));
              }
              for (Thread thread : threads) {
                thread.join();
              }
              orders.add(order);
            });
    exploration.assertAllPass();
    assertThat(exploration.schedules()).isEqualTo(200);
    assertThat(orders).hasSize(6);
  }

  @Test
  void explore_deadlock_namesThreadsAndWhatTheyWaitFor() {
    Exploration exploration =
        Simulation.explore(
            Options.defaults(),
            () -> {
              SynchronousQueue<String> queue = new SynchronousQueue<>();
              Thread.ofVirtual().name("sender").start(() -> put(queue));
              new CountDownLatch(1).await();
            });
    System.out.println(exploration.failure().orElseThrow());
    assertThatThrownBy(exploration::assertAllPass)
        .isInstanceOf(ScheduleFailedError.class)
        .hasMessageContaining("deadlock: all 2 threads are blocked")
        .hasMessageContaining("\"sender\" waits for a SynchronousQueue")
        .hasMessageContaining("\"root\" waits for a CountDownLatch");
  }

  private static void put(SynchronousQueue<String> queue) {
    try {
      queue.put("x");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void explore_fourThreadsOverQueue_isFast() {
    for (int i = 0; i < 3; i++) {
      Exploration exploration =
          Simulation.explore(
              Options.defaults().schedules(1000),
              () -> {
                ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
                try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                  for (int t = 0; t < 2; t++) {
                    var _ = executor.submit(() -> putTen(queue));
                    var _ = executor.submit(() -> takeTen(queue));
                  }
                }
              });
      System.out.println(exploration);
      exploration.assertAllPass();
    }
  }

  @Test
  void explore_abba_showsCycle() {
    Exploration exploration =
        Simulation.explore(
            Options.defaults().schedules(1000),
            () -> {
              Object a = new Object();
              Object b = new Object();
              Thread one =
                  Thread.ofVirtual()
                      .name("one")
                      .start(
                          () -> {
                            synchronized (a) {
                              Thread.yield();
                              synchronized (b) {
                                Thread.yield();
                              }
                            }
                          });
              Thread two =
                  Thread.ofVirtual()
                      .name("two")
                      .start(
                          () -> {
                            synchronized (b) {
                              Thread.yield();
                              synchronized (a) {
                                Thread.yield();
                              }
                            }
                          });
              one.join();
              two.join();
            });
    System.out.println(exploration.failure().orElseThrow());
  }

  @Test
  void monitors() {
    Exploration exploration =
        Simulation.explore(
            Options.defaults().schedules(1000),
            () -> {
              Object m = new Object();
              int[] x = {0};
              List<Thread> threads = new ArrayList<>();
              for (int t = 0; t < 3; t++)
                threads.add(
                    Thread.startVirtualThread(
                        () -> {
                          for (int k = 0; k < 3; k++)
                            synchronized (m) {
                              int v = x[0];
                              Thread.yield();
                              x[0] = v + 1;
                            }
                        }));
              for (Thread t : threads) t.join();
              if (x[0] != 9) throw new AssertionError();
            });
    System.out.println(exploration);
    exploration.assertAllPass();
  }

  private static Void putTen(ArrayBlockingQueue<Integer> queue) throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.put(i);
    }
    return null;
  }

  private static Void takeTen(ArrayBlockingQueue<Integer> queue) throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.take();
    }
    return null;
  }
}
