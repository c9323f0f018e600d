package io.sluice.benchmarks;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jox's select, with clauses that are used again and again. */
final class JoxSelection implements Selection {

  private static final Integer NONE = -1;

  private final List<Conduit> channels = new ArrayList<>();
  private final SelectClause<Integer>[] clauses;
  private final SelectClause<Integer>[] clausesAndDefault;

  JoxSelection(int count, int capacity) {
    clauses = clauses(count);
    clausesAndDefault = clauses(count + 1);
    for (int i = 0; i < count; i++) {
      Channel<Integer> channel = Conduit.jox(capacity);
      channels.add(new Conduit.OfJox(channel));
      clauses[i] = channel.receiveClause();
      clausesAndDefault[i] = clauses[i];
    }
    clausesAndDefault[count] = Select.defaultClause(NONE);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a generic type.
  private static SelectClause<Integer>[] clauses(int count) {
    return new SelectClause[count];
  }

  @Override
  public List<Conduit> channels() {
    return channels;
  }

  @Override
  public Integer takeAny() throws InterruptedException {
    return Select.select(clauses);
  }

  @Override
  public @Nullable Integer pollAny() throws InterruptedException {
    Integer taken = Select.select(clausesAndDefault);
    return taken.equals(NONE) ? null : taken;
  }
}
