package io.sluice.examples.corpus.coordination;

import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;

/**
 * A task of a scope that runs one task at a time forks another one and waits for it, which waits
 * for its turn. Fixed by a limit that leaves room for both.
 */
final class LimitedScopeWaitsForItself {

  private LimitedScopeWaitsForItself() {}

  static void buggy() throws Exception {
    run(1);
  }

  static void fixed() throws Exception {
    run(2);
  }

  private static void run(int limit) throws Exception {
    int result =
        Scope.run(
            Context.background(),
            Options.defaults().limit(limit),
            scope -> scope.fork(outer -> scope.fork(inner -> 42).join()).join());
    Check.equal(42, result, "result");
  }
}
