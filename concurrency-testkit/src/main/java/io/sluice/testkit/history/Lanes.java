package io.sluice.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What each thread invoked. A thread writes its own lane only, so that recording orders threads no
 * more than the stamps do; whoever reads may do so at any time.
 */
final class Lanes {

  /**
   * One thread's invocations.
   *
   * @param thread its name; empty if it has none
   * @param invocations in the order of their calls; appended to by that thread only
   */
  private record Lane(String thread, Queue<Invocation> invocations) {}

  /** A thread adds its lane when it invokes for the first time. */
  private final Queue<Lane> all = new ConcurrentLinkedQueue<>();

  private final ThreadLocal<Lane> own =
      ThreadLocal.withInitial(
          () -> {
            Lane lane = new Lane(Thread.currentThread().getName(), new ConcurrentLinkedQueue<>());
            all.add(lane);
            return lane;
          });

  void add(Invocation invocation) {
    own.get().invocations().add(invocation);
  }

  /** What had happened before the event with the given stamp, in the order of the calls. */
  List<Operation> operations(long stamp) {
    List<Lane> lanes = new ArrayList<>(all);
    lanes.removeIf(lane -> lane.invocations().isEmpty());
    lanes.sort(Comparator.comparingLong(lane -> lane.invocations().element().call()));
    Map<String, Integer> namesakes = new HashMap<>();
    List<Operation> operations = new ArrayList<>();
    for (Lane lane : lanes) {
      int number = namesakes.merge(lane.thread(), 1, Integer::sum);
      String thread =
          lane.thread().isEmpty()
              ? "thread " + number
              : number == 1 ? lane.thread() : lane.thread() + " #" + number;
      for (Invocation invocation : lane.invocations()) {
        if (invocation.call() < stamp) {
          operations.add(invocation.operation(thread, stamp));
        }
      }
    }
    operations.sort(Comparator.comparingLong(Operation::call));
    return operations;
  }
}
