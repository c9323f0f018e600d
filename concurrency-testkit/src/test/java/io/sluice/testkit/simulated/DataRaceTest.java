package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.DataRaceError;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Races are found, and where synchronization orders accesses none is reported. */
@SuppressWarnings("DoubleCheckedLocking") // one of the races
class DataRaceTest {

  private static final Options RACES = Options.defaults().races(true);

  static Stream<Sample> synchronizedPrograms() {
    return Stream.concat(JdkProgramsTest.samples(), OrderedAccessSamples.all().stream());
  }

  @ParameterizedTest
  @MethodSource("synchronizedPrograms")
  void explore_synchronizedProgram_reportsNoRace(Sample sample) {
    Simulation.explore(RACES, () -> sample.body().run()).assertAllPass();
  }

  private static final class Counter {
    private int count;
  }

  @Test
  void explore_racyCounter_namesFieldAndBothAccesses() {
    Failure failure =
        raceOf(
            () -> {
              Counter counter = new Counter();
              Thread.ofVirtual().name("one").start(() -> counter.count++);
              Thread.ofVirtual().name("two").start(() -> counter.count++);
            });
    assertThat(failure.cause())
        .hasMessageContaining("data race on io.sluice.testkit.simulated.DataRaceTest$Counter.count")
        .hasMessageContaining("\"one\"")
        .hasMessageContaining("\"two\"")
        .hasMessageContaining("DataRaceTest.java:");
    assertThat(failure.notes()).isEmpty();
  }

  @Test
  void explore_element_namesItsIndex() {
    Failure failure =
        raceOf(
            () -> {
              long[] shared = new long[4];
              Thread.startVirtualThread(() -> shared[3] = 1);
              Thread.startVirtualThread(() -> shared[3] = 2);
            });
    assertThat(failure.cause()).hasMessageContaining("data race on element 3 of an array");
  }

  @Test
  void explore_distinctElements_areDistinct() {
    Simulation.explore(
            RACES,
            () -> {
              long[] shared = new long[2];
              Thread.startVirtualThread(() -> shared[0] = 1);
              Thread.startVirtualThread(() -> shared[1] = 2);
            })
        .assertAllPass();
  }

  @Test
  void explore_unsynchronizedMap_namesItsClass() {
    Failure failure =
        raceOf(
            () -> {
              Map<String, Integer> map = new HashMap<>();
              Thread.startVirtualThread(() -> map.put("a", 1));
              map.get("a");
            });
    assertThat(failure.cause()).hasMessageContaining("the contents of a HashMap");
  }

  @Test
  void explore_unsynchronizedList_isRace() {
    Failure failure =
        raceOf(
            () -> {
              List<Integer> list = new ArrayList<>();
              Thread.startVirtualThread(() -> list.add(1));
              list.add(2);
            });
    assertThat(failure.cause()).hasMessageContaining("the contents of a ArrayList");
  }

  @Test
  void explore_useAfterSend_isRace() {
    raceOf(
        () -> {
          ArrayBlockingQueue<Counter> queue = new ArrayBlockingQueue<>(1);
          Thread.startVirtualThread(
              () -> {
                Counter sent = new Counter();
                queue.add(sent);
                sent.count = 1;
              });
          queue.take().count = 2;
        });
  }

  private static final class Holder {
    private Counter plain;
    private volatile boolean ready;
  }

  @Test
  void explore_unsafePublication_isRace() {
    Failure failure =
        raceOf(
            () -> {
              Holder holder = new Holder();
              Thread.startVirtualThread(() -> holder.plain = new Counter());
              assertThat(holder.plain == null || holder.plain.count == 0).isTrue();
            });
    assertThat(failure.cause()).hasMessageContaining("Holder.plain");
  }

  @Test
  void explore_doubleCheckedLockingWithoutVolatile_isRace() {
    raceOf(
        () -> {
          Holder holder = new Holder();
          Thread.startVirtualThread(() -> doubleChecked(holder));
          doubleChecked(holder);
        });
  }

  private static Counter doubleChecked(Holder holder) {
    if (holder.plain == null) {
      synchronized (holder) {
        if (holder.plain == null) {
          holder.plain = new Counter();
        }
      }
    }
    return holder.plain;
  }

  @Test
  void explore_writeAfterVolatileFlag_isRace() {
    raceOf(
        () -> {
          Holder holder = new Holder();
          Thread.startVirtualThread(
              () -> {
                holder.ready = true;
                holder.plain = new Counter();
              });
          if (holder.ready) {
            holder.plain = new Counter();
          }
        });
  }

  @Test
  void explore_differentLocks_isRace() {
    raceOf(
        () -> {
          Counter counter = new Counter();
          for (int i = 0; i < 2; i++) {
            Object own = new Object();
            Thread.startVirtualThread(
                () -> {
                  synchronized (own) {
                    counter.count++;
                  }
                });
          }
        });
  }

  private static Failure raceOf(Program program) {
    Failure failure = Simulation.explore(RACES, program).failure().orElseThrow();
    assertThat(failure.cause()).isInstanceOf(DataRaceError.class);
    return failure;
  }
}
