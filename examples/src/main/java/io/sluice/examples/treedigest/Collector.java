package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.Ticker;
import io.sluice.channel.Timers;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last stage: gathers the reports, shows how far the work is, and minds the time limit. Its
 * fields belong to one thread; the others reach it by their reports only, so nothing here needs a
 * lock.
 */
final class Collector {

  private static final Duration REFRESH = Duration.ofMillis(100);

  private final Tally tally = new Tally();
  private final List<Report.Digested> digested = new ArrayList<>();
  private final Messages messages;
  private final StopSignal stop;

  Collector(Messages messages, StopSignal stop) {
    this.messages = messages;
    this.stop = stop;
  }

  /**
   * Receives reports until their channel is closed.
   *
   * @param limit when to give up, or null for never
   * @throws InterruptedException if the work was stopped
   */
  void collect(ReceiveChannel<Report> reports, Duration limit) throws InterruptedException {
    // A case is made once and used for every turn of the loop. Where there is nothing to wait for,
    // the never-channel stands in: its case is never ready, and the loop stays as it is.
    ReceiveCase<Report> report = reports.receiveCase();
    ReceiveCase<Instant> tick =
        (messages.isLive() ? Ticker.every(REFRESH).channel() : Channel.<Instant>never())
            .receiveCase();
    ReceiveCase<Instant> late =
        (limit != null ? Timers.after(limit) : Channel.<Instant>never()).receiveCase();

    while (true) {
      // One thread waits for three things at once. Neither the ticker nor the limit has a thread
      // of its own: the select wakes up when the first of them is due.
      SelectCase<?> chosen = Select.await(stop, report, tick, late);
      if (chosen == tick) {
        messages.show(tally.toString());
      } else if (chosen == late) {
        stop.stop(new StopReason.TimeLimit(limit)); // the next turn throws, like all other stages
      } else if (report.isClosed()) {
        messages.clear();
        return;
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
   * @throws InterruptedException if the work was stopped; only whole lines were written then
   */
  void print(OutputStream out) throws IOException, InterruptedException {
    digested.sort(Comparator.comparing(Report.Digested::file));
    for (Report.Digested line : digested) {
      stop.check();
      ChecksumLine.write(out, line.digest(), line.file());
    }
  }
}
