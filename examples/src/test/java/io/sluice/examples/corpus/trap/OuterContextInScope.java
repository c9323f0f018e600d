package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;

/**
 * A task of a cooperative scope waits with the context of the surrounding code instead of the one
 * it was given; cancelling the scope does not end that wait, and the scope waits for its task for
 * ever. Fixed by using the parameter.
 */
final class OuterContextInScope {

  private OuterContextInScope() {}

  static void buggy() throws Exception {
    run(true);
  }

  static void fixed() throws Exception {
    run(false);
  }

  private static void run(boolean usesOuter) throws Exception {
    Channel<String> answers = Channel.unbuffered();
    Context outer = Context.background();
    Scope.run(
        outer,
        Options.defaults().cooperative(),
        scope -> {
          scope.go("listener", inner -> answers.receive(usesOuter ? outer : inner));
          scope.cancel(null);
          return true;
        });
  }
}
