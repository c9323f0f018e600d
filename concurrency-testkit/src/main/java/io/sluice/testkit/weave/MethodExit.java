package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends a method with something else, whether it returns or throws. Keeps state: one a method. */
final class MethodExit implements CodeTransform {

  private final Consumer<CodeBuilder> last;

  private @Nullable Label start;

  /**
   * @param last writes what neither takes from the stack nor leaves anything on it
   */
  MethodExit(Consumer<CodeBuilder> last) {
    this.last = last;
  }

  @Override
  public void atStart(CodeBuilder code) {
    start = code.newBoundLabel();
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      last.accept(code);
    }
    code.with(element);
  }

  @Override
  public void atEnd(CodeBuilder code) {
    if (start == null) {
      throw new IllegalStateException("ends before it began");
    }
    Label end = code.newBoundLabel();
    last.accept(code);
    code.athrow();
    // Behind the method's own handlers, which come first then.
    code.exceptionCatchAll(start, end, end);
  }
}
