package io.sluice.benchmarks;

import com.softwaremill.jox.SelectClause;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rivals have in common: several channels, and a receive from whichever is ready. */
interface Selection {

  /** The channels one by one, in their order. */
  List<Conduit> channels();

  Integer takeAny() throws InterruptedException;

  /** Takes only what is there already; null if there is nothing. */
  @Nullable Integer pollAny() throws InterruptedException;

  /**
   * Makes empty channels.
   *
   * @param impl the name that a benchmark's parameter gives
   * @param capacity as in {@link Conduit#of}
   */
  static Selection of(String impl, int channels, int capacity) {
    return switch (impl) {
      case "Sluice" -> OfSluice.of(channels, capacity);
      case "Jox" -> OfJox.of(channels, capacity);
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** Sluice's select, with cases that are used again and again. */
  record OfSluice(List<Conduit> channels, SelectCase<?>[] cases) implements Selection {

    static OfSluice of(int count, int capacity) {
      List<Conduit> channels = new ArrayList<>();
      SelectCase<?>[] cases = new SelectCase<?>[count];
      for (int i = 0; i < count; i++) {
        Channel<Integer> channel = Channel.buffered(capacity);
        channels.add(new Conduit.OfSluice(channel));
        cases[i] = channel.receiveCase();
      }
      return new OfSluice(channels, cases);
    }

    @Override
    public Integer takeAny() throws InterruptedException {
      return value(Select.await(cases));
    }

    @Override
    public @Nullable Integer pollAny() {
      SelectCase<?> chosen = Select.poll(cases);
      return chosen == null ? null : value(chosen);
    }

    private static Integer value(SelectCase<?> chosen) {
      return (Integer) ((ReceiveCase<?>) chosen).value();
    }
  }

  /** Jox's select, with clauses that are used again and again. */
  record OfJox(
      List<Conduit> channels,
      SelectClause<Integer>[] clauses,
      SelectClause<Integer>[] clausesAndDefault)
      implements Selection {

    private static final Integer NONE = -1;

    static OfJox of(int count, int capacity) {
      List<Conduit> channels = new ArrayList<>();
      SelectClause<Integer>[] clauses = clauses(count);
      SelectClause<Integer>[] clausesAndDefault = clauses(count + 1);
      for (int i = 0; i < count; i++) {
        com.softwaremill.jox.Channel<Integer> channel = Conduit.jox(capacity);
        channels.add(new Conduit.OfJox(channel));
        clauses[i] = channel.receiveClause();
        clausesAndDefault[i] = clauses[i];
      }
      clausesAndDefault[count] = com.softwaremill.jox.Select.defaultClause(NONE);
      return new OfJox(channels, clauses, clausesAndDefault);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a generic type.
    private static SelectClause<Integer>[] clauses(int count) {
      return new SelectClause[count];
    }

    @Override
    public Integer takeAny() throws InterruptedException {
      return com.softwaremill.jox.Select.select(clauses);
    }

    @Override
    public @Nullable Integer pollAny() throws InterruptedException {
      Integer taken = com.softwaremill.jox.Select.select(clausesAndDefault);
      return taken.equals(NONE) ? null : taken;
    }
  }
}
