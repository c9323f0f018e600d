package io.sluice.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Parked;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code that Javadoc shows does what Javadoc says. */
@Timeout(60)
class ContextSnippetsTest {

  @Test
  void timeout_answeredOrNot_returnsOrThrows() throws InterruptedException {
    Channel<String> answers = Channel.buffered(1);
    answers.send("yes");
    assertThat(ContextSnippets.timeout(Context.background(), answers)).isEqualTo("yes");
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ContextSnippets.timeout(Context.background(), answers));
  }

  @Test
  void call_cancelled_endsTheTakeFromTheQueue() throws Exception {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    queue.add("job");
    CancellableContext context = Context.background().withCancel();
    assertThat(ContextSnippets.call(context, queue)).isEqualTo("job");
    Outcome<String> taking =
        Threads.start(ThreadKind.VIRTUAL, () -> ContextSnippets.call(context, queue));
    Parked.awaitIn(taking.thread(), "java.util.concurrent.");
    context.cancel();
    assertThat(taking.failure()).isInstanceOf(CancelledException.class);
    assertThat(taking.endedInterrupted()).isFalse();
  }

  @Test
  void untilShutdown_jobsEnded_returns() throws InterruptedException {
    Channel<String> jobs = Channel.buffered(1);
    jobs.send("last job");
    jobs.close();
    ContextSnippets.untilShutdown(jobs);
    assertThat(jobs.size()).isZero();
  }
}
