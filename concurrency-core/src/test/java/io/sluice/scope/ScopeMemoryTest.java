package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scope leaves behind with a parent that lives long: nothing. */
@Timeout(300)
@Rule(33)
class ScopeMemoryTest {

  private static final int SCOPES = 100_000;

  /** A scope that is kept takes several hundred bytes at least, so this is a few per cent. */
  private static final long TOLERANCE = 3_000_000;

  private static long usedHeap() {
    GcFinalization.awaitFullGc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void runScopes(Context parent, Context trigger, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      int number = i;
      try {
        Scope.run(
            parent,
            Options.defaults().timeout(Duration.ofHours(1)),
            scope -> {
              Channel<Integer> channel = scope.channel(1);
              scope.cancelAfter(trigger, Duration.ofHours(1));
              scope.go(c -> channel.send(c, number));
              switch (number % 4) {
                case 0 -> throw new IOException("failure");
                case 1 -> scope.cancel(null);
                default -> channel.receive(scope.context());
              }
              return number;
            });
      } catch (ScopeFailedException e) {
        assertThat(number % 4).isZero();
      }
    }
  }

  @Test
  void manyScopes_underOneParent_leaveTheHeapFlat() throws Exception {
    CancellableContext parent = Context.background().withTimeout(Duration.ofDays(1));
    CancellableContext trigger = Context.background().withCancel();
    runScopes(parent, trigger, 2_000);
    long before = usedHeap();
    runScopes(parent, trigger, SCOPES);
    long after = usedHeap();
    System.out.printf("%d scopes: heap %+d bytes%n", SCOPES, after - before);
    assertThat(after - before).isLessThan(TOLERANCE);
    assertThat(parent.isDone()).isFalse();
    assertThat(trigger.isDone()).isFalse();
  }
}
