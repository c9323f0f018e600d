package io.sluice.testkit.leak;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test that leaves threads behind, virtual or platform ones, with a {@link LeakError}
 * that tells where they were created and what they wait for: a JUnit extension.
 *
 * {@snippet :
 * @ExtendWith(NoLeaks.class)
 * class TransferTest { ... }
 *
 * class PoolTest {
 *   @RegisterExtension
 *   static final NoLeaks NO_LEAKS =
 *       NoLeaks.ignoring(Ignore.createdBy("com.acme.Pool")).within(Duration.ofSeconds(3));
 * }
 * }
 *
 * <p>The threads of a test are those that it, its {@code @BeforeEach} and {@code @AfterEach}
 * methods and all threads that descend from them created. After the last {@code @AfterEach} method
 * they have a limited time to end, one second unless {@linkplain #within set}; a test that leaves
 * none pays less than a millisecond, and some nanoseconds more for each thread alive. Threads that
 * {@code @BeforeAll} methods, static initializers and constructors of test instances created are
 * the class's, which fails if they run after its last {@code @AfterAll} method; so is what those
 * threads create. An instance field registers the extension for tests only.
 *
 * <p>A test that fails by itself and leaks fails with its own exception, which has the leak as a
 * suppressed one.
 *
 * <h2>Tests in parallel</h2>
 *
 * With the testkit's agent a thread is known to descend from a test, so that each test answers for
 * its own threads however many run at the same time. Two kinds of threads cannot be told apart:
 * those whose builder refused inheritance of thread-local variables, and, without the agent, all.
 * They are reported by the test during which they were created, and not at all if another test or
 * class with this extension ran at the same time.
 *
 * <p>A pool that tests share grows during a test, and those threads are then the test's: ignore
 * them, or fill the pool before. Threads of the JDK and of JUnit, of the library's timer, and of
 * simulations are never reported.
 *
 * @since 0.1.0
 */
public final class NoLeaks
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final String RUN = "run";

  private final List<Ignore> ignored;
  private final Duration limit;

  /** Makes an extension that ignores no thread, for {@code @ExtendWith}. */
  public NoLeaks() {
    this(List.of(), Leaks.DEFAULT_LIMIT);
  }

  private NoLeaks(List<Ignore> ignored, Duration limit) {
    this.ignored = ignored;
    this.limit = limit;
  }

  /**
   * Makes an extension that lets some threads stay.
   *
   * @param rules a thread that any of them ignores may stay
   * @return the extension
   */
  public static NoLeaks ignoring(Ignore... rules) {
    return new NoLeaks(List.of(rules), Leaks.DEFAULT_LIMIT);
  }

  /**
   * Sets how long threads may take to end after the test.
   *
   * @param newLimit the time, at least zero
   * @return an extension with the same rules and this limit
   * @throws IllegalArgumentException if the limit is negative
   */
  public NoLeaks within(Duration newLimit) {
    return new NoLeaks(ignored, Leaks.checkLimit(Objects.requireNonNull(newLimit, "newLimit")));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private void begin(ExtensionContext context) {
    ExtensionContext.Store store = store(context);
    // The store of the surrounding class answers until this one has an entry of its own.
    TestRun parent = store.get(RUN, TestRun.class);
    store.put(RUN, TestRun.begin(context.getDisplayName(), parent));
  }

  private void end(ExtensionContext context) {
    TestRun run = store(context).remove(RUN, TestRun.class);
    if (run != null) {
      run.end(ignored, limit);
    }
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(NoLeaks.class, this));
  }
}
