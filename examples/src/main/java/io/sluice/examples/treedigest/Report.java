package io.sluice.examples.treedigest;

import java.io.IOException;

/** What the stages tell the collector. */
sealed interface Report {

  /** Part of a big file was read: the live line moves on during that file too. */
  record Read(long bytes) implements Report {}

  /** A file is done; {@code bytes} are those not reported as {@link Read} before. */
  record Digested(TreePath file, String digest, long bytes) implements Report {}

  /** A file or directory that cannot be read. The work goes on without it. */
  record Unreadable(TreePath file, IOException cause) implements Report {}
}
