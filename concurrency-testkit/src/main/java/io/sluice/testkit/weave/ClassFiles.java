package io.sluice.testkit.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.constant.ClassDesc;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a loader can find, read from their files: to load them would be to run the
 * program out of its order.
 */
final class ClassFiles implements ClassHierarchyResolver {

  /** Guarded by itself. The values hold their keys weakly. */
  private static final Map<ClassLoader, ClassFiles> BY_LOADER = new WeakHashMap<>();

  private final WeakReference<ClassLoader> loader;

  /** Not computed in place: reading a file may load classes, and so lead here again. */
  private final Map<String, Optional<ClassOutline>> outlines = new ConcurrentHashMap<>();

  private final ClassFile context;

  private ClassFiles(ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
    this.context = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(this));
  }

  /**
   * A member of a class.
   *
   * @param owner the class that declares it
   * @param flags of the member
   */
  record Member(ClassOutline owner, int flags) {

    boolean is(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * @param loader null for the bootstrap loader
   */
  static ClassFiles of(@Nullable ClassLoader loader) {
    ClassLoader key = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    synchronized (BY_LOADER) {
      return BY_LOADER.computeIfAbsent(key, ClassFiles::new);
    }
  }

  /** Reads and writes classes whose types are looked up here. */
  ClassFile context() {
    return context;
  }

  /**
   * Finds where a field is declared, as the JVM does; null if a class's file is not to be found.
   */
  @Nullable Member field(String owner, String name) {
    ClassOutline outline = outline(owner);
    while (outline != null) {
      Integer flags = outline.fields().get(name);
      if (flags != null) {
        return new Member(outline, flags);
      }
      for (String type : outline.interfaces()) {
        Member inherited = field(type, name);
        if (inherited != null) {
          return inherited;
        }
      }
      outline = outline.superclass() == null ? null : outline(outline.superclass());
    }
    return null;
  }

  /** Finds where a method is declared; null if a class's file is not to be found. */
  @Nullable Member method(String owner, String nameAndDescriptor) {
    for (ClassOutline outline = outline(owner);
        outline != null;
        outline = outline.superclass() == null ? null : outline(outline.superclass())) {
      Integer flags = outline.methods().get(nameAndDescriptor);
      if (flags != null) {
        return new Member(outline, flags);
      }
    }
    return methodOfInterfaces(owner, nameAndDescriptor);
  }

  private @Nullable Member methodOfInterfaces(String owner, String nameAndDescriptor) {
    ClassOutline outline = outline(owner);
    if (outline == null) {
      return null;
    }
    if (outline.isInterface()) {
      Integer flags = outline.methods().get(nameAndDescriptor);
      if (flags != null) {
        return new Member(outline, flags);
      }
    }
    for (String type : outline.interfaces()) {
      Member inherited = methodOfInterfaces(type, nameAndDescriptor);
      if (inherited != null) {
        return inherited;
      }
    }
    return outline.superclass() == null
        ? null
        : methodOfInterfaces(outline.superclass(), nameAndDescriptor);
  }

  /** Null if there is no such file: an optional dependency, or a class made at run time. */
  @Nullable ClassOutline outline(String name) {
    Optional<ClassOutline> known = outlines.get(name);
    if (known == null) {
      known = Optional.ofNullable(read(name));
      outlines.put(name, known);
    }
    return known.orElse(null);
  }

  /** A class made at run time is known from when it is woven. */
  void add(ClassOutline outline) {
    outlines.put(outline.name(), Optional.of(outline));
  }

  private @Nullable ClassOutline read(String name) {
    ClassLoader from = loader.get();
    if (from == null) {
      return null;
    }
    try (InputStream in = from.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassOutline.of(ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + ".class", e);
    }
  }

  /** Takes what it does not find for an interface, which the verifier lets stand for anything. */
  @Override
  public ClassHierarchyInfo getClassInfo(ClassDesc type) {
    String descriptor = type.descriptorString();
    ClassOutline outline = outline(descriptor.substring(1, descriptor.length() - 1));
    if (outline == null || outline.isInterface()) {
      return ClassHierarchyInfo.ofInterface();
    }
    String superclass = outline.superclass();
    return ClassHierarchyInfo.ofClass(
        superclass == null ? null : ClassDesc.ofInternalName(superclass));
  }
}
