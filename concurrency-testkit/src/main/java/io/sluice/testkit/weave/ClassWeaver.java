package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import org.jspecify.annotations.Nullable;

/** Weaves the methods of one class. */
final class ClassWeaver {

  /**
   * Woven code is up to three times as long, and no method may be longer than 64 KiB. What comes
   * near is made by a machine.
   */
  private static final int LONGEST_METHOD = 16_000;

  private ClassWeaver() {}

  /** Returns null for what must not be woven. */
  static byte @Nullable [] weave(byte[] bytes, ClassFiles files, NamedClasses woven) {
    ClassModel model = files.context().parse(bytes);
    if (Origin.isHandler(model)) {
      return null;
    }
    files.add(ClassOutline.of(model));
    WovenClass type = WovenClass.of(model, files, woven);
    return files
        .context()
        .transformClass(
            model,
            (builder, element) -> {
              if (element instanceof MethodModel method && isWoven(method)) {
                builder.transformMethod(
                    method,
                    MethodTransform.transformingCode(
                        CodeTransform.ofStateful(() -> new MethodWeaver(type, method))));
              } else {
                builder.with(element);
              }
            });
  }

  /** Bridges only call what is woven; nobody else is there yet while a class is initialized. */
  private static boolean isWoven(MethodModel method) {
    return method.code().map(ClassWeaver::length).orElse(LONGEST_METHOD) < LONGEST_METHOD
        && (method.flags().flagsMask() & ClassFile.ACC_BRIDGE) == 0
        && !method.methodName().equalsString("<clinit>");
  }

  private static int length(CodeModel code) {
    return code instanceof CodeAttribute attribute ? attribute.codeLength() : 0;
  }
}
