package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other classes can see of a class.
 *
 * @param name with slashes
 * @param flags of the class
 * @param superclass null for {@link Object}
 * @param interfaces those it names itself
 * @param fields flags, by name
 * @param methods flags, by name and descriptor
 */
record ClassOutline(
    String name,
    int flags,
    @Nullable String superclass,
    List<String> interfaces,
    Map<String, Integer> fields,
    Map<String, Integer> methods) {

  static ClassOutline of(ClassModel model) {
    Map<String, Integer> fields = new HashMap<>();
    model.fields().forEach(f -> fields.put(f.fieldName().stringValue(), f.flags().flagsMask()));
    Map<String, Integer> methods = new HashMap<>();
    model
        .methods()
        .forEach(
            m ->
                methods.put(
                    m.methodName().stringValue() + m.methodType().stringValue(),
                    m.flags().flagsMask()));
    return new ClassOutline(
        model.thisClass().asInternalName(),
        model.flags().flagsMask(),
        model.superclass().map(ClassEntry::asInternalName).orElse(null),
        model.interfaces().stream().map(ClassEntry::asInternalName).toList(),
        fields,
        methods);
  }

  boolean isInterface() {
    return (flags & ClassFile.ACC_INTERFACE) != 0;
  }

  /** Whether a class of the given name can name this one. */
  boolean isAccessibleTo(String other) {
    return (flags & ClassFile.ACC_PUBLIC) != 0 || packageOf(name).equals(packageOf(other));
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }
}
