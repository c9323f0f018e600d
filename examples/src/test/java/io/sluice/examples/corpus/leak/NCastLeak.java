package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Several replicas are asked and the first answer is taken: all others wait to send theirs. Fixed
 * by a buffer for every answer.
 */
final class NCastLeak {

  private static final int REPLICAS = 3;

  private NCastLeak() {}

  static void buggy() throws Exception {
    ask(Channel.unbuffered());
  }

  static void fixed() throws Exception {
    ask(Channel.buffered(REPLICAS));
  }

  private static void ask(Channel<String> answers) throws InterruptedException {
    for (int replica = 0; replica < REPLICAS; replica++) {
      Threads.start("replica " + replica, () -> answers.send("yes"));
    }
    Check.equal("yes", answers.receive(), "answer");
  }
}
