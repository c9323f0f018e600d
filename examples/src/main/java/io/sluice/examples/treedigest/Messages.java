package io.sluice.examples.treedigest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Standard error: messages, and on a terminal one live line below them that is written over and
 * over. Used by one thread at a time.
 */
final class Messages {

  private final PrintStream err;
  private final boolean live;
  private int shown;

  Messages(PrintStream err, boolean live) {
    this.err = err;
    this.live = live;
  }

  /** Whether there is a terminal to show progress on. */
  boolean isLive() {
    return live;
  }

  /** Replaces the live line. */
  void show(String line) {
    if (live) {
      // Blanks wipe out what a longer line before has left; every terminal knows how to do that.
      err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      err.flush();
      shown = line.length();
    }
  }

  /** Wipes the live line out. */
  void clear() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }

  void say(String message) {
    clear();
    err.println("treedigest: " + message);
  }

  void unreadable(TreePath file, IOException cause) {
    clear();
    err.print("treedigest: ");
    // The bytes, not a string: what is printed here can be pasted into a shell.
    byte[] name = ChecksumLine.escape(file.printed());
    err.write(name, 0, name.length);
    err.println(": " + reason(cause));
  }

  /** In the words of the system, where Java has an exception of its own for it. */
  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof FileSystemException inFileSystem && inFileSystem.getReason() != null) {
      return inFileSystem.getReason();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
