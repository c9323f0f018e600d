package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * The double-checked locking idiom on a field that is not volatile: the first look races with the
 * assignment, and may see an object whose fields are not yet set. Fixed by {@code volatile}.
 */
final class DoubleCheckedInitialization {

  private DoubleCheckedInitialization() {}

  static void buggy() throws Exception {
    run(new Plain());
  }

  static void fixed() throws Exception {
    run(new Volatile());
  }

  private static void run(Registry registry) throws InterruptedException {
    Body asking = () -> Check.equal(8080, registry.settings().port, "port");
    Threads.join(Threads.start("first", asking), Threads.start("second", asking));
  }

  /** Has settings, made when they are first asked for. */
  private interface Registry {
    Settings settings();
  }

  private static final class Plain implements Registry {

    private Settings settings;

    @Override
    @SuppressWarnings("DoubleCheckedLocking") // the bug
    public Settings settings() {
      if (settings == null) {
        synchronized (this) {
          if (settings == null) {
            settings = new Settings(8080);
          }
        }
      }
      return settings;
    }
  }

  private static final class Volatile implements Registry {

    private volatile Settings settings;

    @Override
    public Settings settings() {
      Settings seen = settings;
      if (seen == null) {
        synchronized (this) {
          seen = settings;
          if (seen == null) {
            seen = new Settings(8080);
            settings = seen;
          }
        }
      }
      return seen;
    }
  }

  private static final class Settings {

    private final int port;

    Settings(int port) {
      this.port = port;
    }
  }
}
