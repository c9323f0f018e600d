package io.sluice.examples.corpus.sharing;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * A message is sent, and then used again for the next one: the receiver reads what the sender is
 * about to overwrite. Fixed by a message for each send.
 */
final class UseAfterSend {

  private UseAfterSend() {}

  static void buggy() throws Exception {
    run(true);
  }

  static void fixed() throws Exception {
    run(false);
  }

  private static void run(boolean reuses) throws InterruptedException {
    Channel<Message> messages = Channel.buffered(2);
    Threads.start(
        "sender",
        () -> {
          Message message = new Message();
          for (int number = 1; number <= 2; number++) {
            if (!reuses) {
              message = new Message();
            }
            message.number = number;
            messages.send(message);
          }
          messages.close();
        });
    messages.forEach(message -> Check.that(message.number > 0, "message without a number"));
  }

  private static final class Message {
    private int number;
  }
}
