package io.sluice.testkit.weave;

import io.sluice.testkit.hook.Handler;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Where a class comes from: the JDK, the testkit, or the program. */
final class Origin {

  private static final @Nullable String TESTKIT = location(Origin.class.getProtectionDomain());

  private Origin() {}

  static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }

  /** Not by the package: tests of the testkit are programs like any other. */
  static boolean isTestkit(@Nullable ProtectionDomain domain) {
    return TESTKIT != null && TESTKIT.equals(location(domain));
  }

  /** A handler that called the hooks would be called by itself. */
  static boolean isHandler(ClassModel model) {
    String handler = Handler.class.getName().replace('.', '/');
    return model.interfaces().stream().anyMatch(type -> type.name().equalsString(handler));
  }

  private static @Nullable String location(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? null : location.toString();
  }
}
