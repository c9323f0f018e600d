package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.Ticker;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last stage: gathers the reports and shows how far the work is. Its fields belong to one
 * thread; the others reach it by their reports only, so nothing here needs a lock.
 */
final class Collector {

  private static final Duration REFRESH = Duration.ofMillis(100);

  private final Tally tally = new Tally();
  private final List<Report.Digested> digested = new ArrayList<>();
  private final Messages messages;

  Collector(Messages messages) {
    this.messages = messages;
  }

  /**
   * Receives reports until their channel is closed.
   *
   * @return why the channel was closed before all was reported, or null
   * @throws InterruptedException if the context stopped the work
   */
  Throwable collect(Context context, ReceiveChannel<Report> reports) throws InterruptedException {
    // A case is made once and used for every turn of the loop. Where there is nothing to wait for,
    // the never-channel stands in: its case is never ready, and the loop stays as it is.
    ReceiveCase<Report> report = reports.receiveCase();
    ReceiveCase<Instant> tick =
        (messages.isLive() ? Ticker.every(REFRESH).channel() : Channel.<Instant>never())
            .receiveCase();

    while (true) {
      // One thread waits for three things at once: a report, a tick, and the end of the context.
      SelectCase<?> chosen = Select.await(context, report, tick);
      if (chosen == tick) {
        messages.show(tally.toString());
      } else if (report.received() instanceof Received.Closed<Report>(Throwable cause)) {
        messages.clear();
        return cause;
      } else {
        accept(report.value());
      }
    }
  }

  private void accept(Report report) {
    switch (report) {
      case Report.Read(long bytes) -> tally.read(bytes);
      case Report.Digested done -> {
        tally.read(done.bytes());
        tally.digested();
        digested.add(done);
      }
      case Report.Unreadable(TreePath file, IOException cause) -> {
        tally.unreadable();
        messages.unreadable(file, cause);
      }
    }
  }

  Tally tally() {
    return tally;
  }

  /**
   * Prints the lines, sorted.
   *
   * @throws CancelledException if the context is done; only whole lines were written then
   */
  void print(Context context, OutputStream out) throws IOException, CancelledException {
    digested.sort(Comparator.comparing(Report.Digested::file));
    for (Report.Digested line : digested) {
      context.check();
      ChecksumLine.write(out, line.digest(), line.file());
    }
  }
}
