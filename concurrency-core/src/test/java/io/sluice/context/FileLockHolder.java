package io.sluice.context;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Locks a file until it is killed or its standard input ends. */
final class FileLockHolder {

  static final String LOCKED = "locked";

  private FileLockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.println(lock.isValid() ? LOCKED : "not locked");
      while (System.in.read() >= 0) {
        System.out.println("still locked");
      }
    }
  }
}
