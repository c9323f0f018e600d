package io.sluice.testkit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Makes histories that nobody executed. */
final class Histories {

  private Histories() {}

  /** An operation without a time. */
  record Shape(String name, List<Object> arguments, Object result, Throwable exception) {
    static Shape of(String name, Object result, Object... arguments) {
      return new Shape(name, Arrays.asList(arguments), result, null);
    }

    static Shape thrown(String name, Throwable exception, Object... arguments) {
      return new Shape(name, Arrays.asList(arguments), null, exception);
    }

    Shape returning(Object other) {
      return new Shape(name, arguments, other, null);
    }

    /** A negative stamp of the return: it is pending. */
    Operation at(String thread, long call, long returned) {
      Response response = returned < 0 ? null : new Response(returned, result, exception);
      return new Operation(thread, name, arguments, call, response);
    }
  }

  /**
   * Operations that overlap at random, so many on so many threads; the last ones may be pending.
   */
  static List<Operation> overlapping(
      SplittableRandom random, int size, int threads, Function<SplittableRandom, Shape> shapes) {
    Shape[] running = new Shape[threads];
    long[] calls = new long[threads];
    List<Operation> operations = new ArrayList<>();
    int started = 0;
    for (long stamp = 0; operations.size() < size; stamp++) {
      int thread = random.nextInt(threads);
      if (running[thread] != null) {
        operations.add(running[thread].at("t" + thread, calls[thread], stamp));
        running[thread] = null;
      } else if (started < size) {
        running[thread] = shapes.apply(random);
        calls[thread] = stamp;
        started++;
      } else if (random.nextInt(4) == 0) {
        for (int t = 0; t < threads; t++) {
          if (running[t] != null) {
            operations.add(running[t].at("t" + t, calls[t], -1));
          }
        }
      }
    }
    operations.sort(Comparator.comparingLong(Operation::call));
    return operations;
  }

  /**
   * What a sequential execution looks like if each operation begins somewhat earlier and ends
   * somewhat later: linearizable, as it took effect in the order given.
   */
  static List<Operation> jittered(SplittableRandom random, int threads, List<Shape> sequence) {
    int size = sequence.size();
    int[] owner = new int[size];
    double[] call = new double[size];
    double[] returned = new double[size];
    int[] last = new int[threads];
    Arrays.fill(last, -1);
    for (int i = 0; i < size; i++) {
      owner[i] = random.nextInt(threads);
      int before = last[owner[i]];
      double gap = (before < 0 ? 2.0 : i - before) / 2;
      call[i] = i - random.nextDouble(gap);
      if (before >= 0) {
        returned[before] = before + random.nextDouble(gap);
      }
      returned[i] = i + random.nextDouble(2.0);
      last[owner[i]] = i;
    }
    double[] all = new double[2 * size];
    System.arraycopy(call, 0, all, 0, size);
    System.arraycopy(returned, 0, all, size, size);
    Arrays.sort(all);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long from = Arrays.binarySearch(all, call[i]);
      long to = Arrays.binarySearch(all, returned[i]);
      operations.add(sequence.get(i).at("t" + owner[i], from, to));
    }
    operations.sort(Comparator.comparingLong(Operation::call));
    return operations;
  }

  static boolean isLinearizable(List<Operation> operations, Model<?> model) {
    return Linearizability.check(model, operations) == null;
  }
}
