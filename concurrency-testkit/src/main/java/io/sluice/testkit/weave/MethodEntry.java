package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.function.Consumer;

/**
 * Begins a method with something else.
 *
 * @param first writes it
 */
record MethodEntry(Consumer<CodeBuilder> first) implements CodeTransform {

  @Override
  public void atStart(CodeBuilder code) {
    first.accept(code);
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    code.with(element);
  }
}
