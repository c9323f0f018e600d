package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A request leaves its user behind in a thread-local variable, and the next request that the pool's
 * thread serves has the rights of a stranger. Fixed by removing it in a {@code finally} block.
 */
final class CarriedOverThreadLocal {

  private final ThreadLocal<String> user = new ThreadLocal<>();

  static void buggy() throws Exception {
    new CarriedOverThreadLocal().run(false);
  }

  static void fixed() throws Exception {
    new CarriedOverThreadLocal().run(true);
  }

  private void run(boolean removes) throws Exception {
    ThreadFactory threads = Thread.ofVirtual().name("pool-", 1).factory();
    try (ExecutorService pool = Executors.newFixedThreadPool(1, threads)) {
      pool.submit(() -> login(removes)).get();
      Check.equal("nobody", pool.submit(this::currentUser).get(), "user");
    }
  }

  private void login(boolean removes) {
    user.set("administrator");
    try {
      Check.equal("administrator", currentUser(), "user");
    } finally {
      if (removes) {
        user.remove();
      }
    }
  }

  private String currentUser() {
    return Objects.requireNonNullElse(user.get(), "nobody");
  }
}
