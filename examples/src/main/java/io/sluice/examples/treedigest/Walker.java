package io.sluice.examples.treedigest;

import io.sluice.channel.SendChannel;
import io.sluice.context.Context;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The first stage: finds every regular file below the directories given, as {@code find DIR -type
 * f} does. Symbolic links are not followed.
 *
 * <p>It is given the sending side of its channels only, and so can neither take a file back nor
 * receive a report by mistake: that would not compile.
 */
final class Walker {

  private final List<TreePath> roots;
  private final SendChannel<TreePath> files;
  private final SendChannel<Report> reports;
  private final Deque<TreePath> directories = new ArrayDeque<>();

  Walker(List<TreePath> roots, SendChannel<TreePath> files, SendChannel<Report> reports) {
    this.roots = roots;
    this.files = files;
    this.reports = reports;
  }

  void run(Context context) throws InterruptedException {
    for (TreePath root : roots) {
      visit(context, root);
      while (!directories.isEmpty()) {
        list(context, directories.pop());
      }
    }
    // Only senders close, and this is the only one: the digesters' range loops end once they have
    // received everything that was sent before.
    files.close();
  }

  private void list(Context context, TreePath directory) throws InterruptedException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.path())) {
      for (Path entry : entries) {
        context.check();
        visit(context, directory.child(entry));
      }
    } catch (DirectoryIteratorException e) {
      unreadable(context, directory, e.getCause());
    } catch (IOException e) {
      unreadable(context, directory, e);
    }
  }

  private void visit(Context context, TreePath place) throws InterruptedException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(place.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      unreadable(context, place, e);
      return;
    }
    if (attributes.isDirectory()) {
      directories.push(place);
    } else if (attributes.isRegularFile()) {
      // Waits while the buffer is full: the walker is never further ahead than that.
      files.send(context, place);
    }
  }

  private void unreadable(Context context, TreePath place, IOException cause)
      throws InterruptedException {
    reports.send(context, new Report.Unreadable(place, cause));
  }
}
