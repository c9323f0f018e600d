package io.sluice.examples.treedigest;

import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.SendChannel;
import io.sluice.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The second stage: digests files, one after the other. Several of them receive from one channel;
 * each file goes to exactly one, to whichever is free first.
 */
final class Digester {

  private static final int BLOCK = 64 * 1024;

  /** How much is read between two reports: rarely enough to cost nothing. */
  private static final long REPORT_EVERY = 64 * BLOCK;

  private final ReceiveChannel<TreePath> files;
  private final SendChannel<Report> reports;
  private final FileOpener opener;
  private final MessageDigest sha256 = newSha256();
  private final byte[] block = new byte[BLOCK];

  Digester(ReceiveChannel<TreePath> files, SendChannel<Report> reports, FileOpener opener) {
    this.files = files;
    this.reports = reports;
    this.opener = opener;
  }

  /**
   * {@code for file := range files}: ends when the walker has closed the channel and it is empty.
   */
  void run(Context context) throws InterruptedException {
    files.forEach(context, file -> reports.send(context, digest(context, file)));
  }

  private Report digest(Context context, TreePath file) throws InterruptedException {
    sha256.reset();
    long unreported = 0;
    try (InputStream in = opener.open(file.path())) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        sha256.update(block, 0, read);
        unreported += read;
        if (unreported >= REPORT_EVERY) {
          reports.send(context, new Report.Read(unreported));
          unreported = 0;
        }
        // A big file must not delay the end.
        context.check();
      }
    } catch (IOException e) {
      return new Report.Unreadable(file, e);
    }
    return new Report.Digested(file, HexFormat.of().formatHex(sha256.digest()), unreported);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
