package io.sluice.benchmarks;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sluice's select, with cases that are used again and again. */
final class SluiceSelection implements Selection {

  private final List<Conduit> channels = new ArrayList<>();
  private final SelectCase<?>[] cases;

  SluiceSelection(int count, int capacity) {
    cases = new SelectCase<?>[count];
    for (int i = 0; i < count; i++) {
      Channel<Integer> channel = Channel.buffered(capacity);
      channels.add(new Conduit.OfSluice(channel));
      cases[i] = channel.receiveCase();
    }
  }

  @Override
  public List<Conduit> channels() {
    return channels;
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
