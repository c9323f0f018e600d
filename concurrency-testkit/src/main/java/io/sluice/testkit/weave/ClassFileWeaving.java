package io.sluice.testkit.weave;

import io.sluice.testkit.agent.Weaving;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rewrites classes by the JDK's class-file API. Classes that are loaded already are rewritten once
 * more when something is asked for that touches them.
 *
 * @since 0.1.0
 */
public final class ClassFileWeaving implements Weaving {

  private final Instrumentation instrumentation;
  private final JdkRewriting jdk = new JdkRewriting();
  private final SimulationTransformer transformer = new SimulationTransformer(jdk);

  /** Guarded by this, as are the next two. */
  private boolean registered;

  private boolean preparedJdk;
  private boolean preparedRaces;

  /**
   * Called by the agent.
   *
   * @param instrumentation what rewrites classes that are loaded
   */
  public ClassFileWeaving(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public synchronized void prepareJdk() {
    if (!preparedJdk) {
      JdkEdits.ALL.forEach(edit -> load(edit.owner()));
      register();
      retransform(type -> isJdk(type) && jdk.appliesTo(fileName(type), false));
      jdk.requireAll();
      preparedJdk = true;
    }
    transformer.throwFailure();
  }

  @Override
  public synchronized void weave(Collection<String> packages) {
    NamedClasses before = transformer.woven();
    NamedClasses after = before.with(packages);
    if (after != before) {
      register();
      transformer.weave(after);
      retransform(
          type ->
              !isJdk(type)
                  && after.contains(fileName(type))
                  && !before.contains(fileName(type))
                  && !Origin.isTestkit(type.getProtectionDomain()));
    }
    transformer.throwFailure();
  }

  @Override
  public synchronized void prepareRaces() {
    if (!preparedRaces) {
      register();
      transformer.prepareRaces();
      NamedClasses woven = transformer.woven();
      retransform(
          type ->
              isJdk(type)
                  ? SynchronizerEntries.inJdk(fileName(type))
                  : SynchronizerEntries.inLibrary(fileName(type))
                      && !woven.contains(fileName(type)));
      preparedRaces = true;
    }
    transformer.throwFailure();
  }

  /**
   * From then on, loading a class may call the transformer. What that needs for classes of the JDK
   * must be loaded before, or loading it would lead into itself.
   */
  private void register() {
    if (!registered) {
      JdkRewriting rehearsal = new JdkRewriting();
      JdkEdits.ALL.forEach(
          edit -> rehearsal.rewrite(edit.owner(), read(edit.owner()), /* races= */ true));
      rehearsal.requireAll();
      instrumentation.addTransformer(transformer, true);
      registered = true;
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("This JDK (" + Runtime.version() + ") lacks " + name, e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("This JDK (" + Runtime.version() + ") lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  private void retransform(Predicate<Class<?>> which) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(type) && !type.isHidden() && which.test(type)) {
        loaded.add(type);
      }
    }
    if (!loaded.isEmpty()) {
      try {
        instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
      } catch (UnmodifiableClassException e) {
        throw new IllegalStateException("The JVM lets these classes not be rewritten", e);
      } catch (LinkageError e) {
        throw new IllegalStateException("Cannot rewrite " + culprits(loaded), e);
      }
    }
  }

  /** The JVM rewrites all or none, and does not always tell which it did not like. */
  private List<String> culprits(List<Class<?>> types) {
    List<String> culprits = new ArrayList<>();
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError e) {
        culprits.add(type.getName() + " (" + e + ")");
      }
    }
    return culprits;
  }

  private static boolean isJdk(Class<?> type) {
    return Origin.isJdk(type.getClassLoader());
  }

  private static String fileName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
