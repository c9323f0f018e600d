package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** With classes named like the library's, which the testkit does not depend on. */
@Isolated("the handler is one for the JVM")
class SharedInstancesTest {

  private static final ClassDesc TIMER = ClassDesc.of("io.sluice.context.DeadlineTimer");
  private static final ClassDesc INTERRUPTER = ClassDesc.of("io.sluice.context.Interrupter");
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");
  private static final int PUBLIC_STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

  private Recorder recorder;

  @BeforeEach
  void record() {
    recorder = new Recorder();
  }

  @AfterEach
  void restore() {
    recorder.close();
  }

  @Test
  void current_simulated_isTheSimulationsOwn() throws Exception {
    Method current = timer().getMethod("current");
    assertThat(current.invoke(null)).isNull();
    recorder.simulated = true;
    Object own = current.invoke(null);
    Object again = current.invoke(null);
    recorder.simulated = false;
    assertThat(own).isNotNull().isSameAs(again);
  }

  @Test
  void newThread_simulated_isTheSimulationsThread() throws Exception {
    Class<?> type = timer();
    Object timer = type.getConstructor().newInstance();
    Method newThread = type.getMethod("newThread");
    assertThat(newThread.invoke(timer)).isNull();
    recorder.simulated = true;
    Thread made = (Thread) newThread.invoke(timer);
    recorder.simulated = false;
    assertThat(made.getName()).isEqualTo("context-deadlines");
    assertThat(made.getState()).isEqualTo(Thread.State.NEW);
  }

  @Test
  void execute_simulated_runsInTheSimulationsThread() throws Exception {
    Method execute = interrupter().getMethod("execute", Runnable.class);
    CountDownLatch ran = new CountDownLatch(1);
    Runnable task = ran::countDown;
    execute.invoke(null, task);
    assertThat(ran.getCount()).isEqualTo(1);
    recorder.simulated = true;
    execute.invoke(null, task);
    recorder.simulated = false;
    ran.await();
  }

  /** Its {@code current} and {@code newThread} return null by themselves. */
  private static Class<?> timer() throws ClassNotFoundException {
    byte[] bytes =
        ClassFile.of()
            .build(
                TIMER,
                type ->
                    type.withFlags(ClassFile.ACC_PUBLIC)
                        .withInterfaceSymbols(RUNNABLE)
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "run",
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code -> code.return_())
                        .withMethodBody(
                            "current",
                            MethodTypeDesc.of(TIMER),
                            PUBLIC_STATIC,
                            code -> code.aconst_null().areturn())
                        .withMethodBody(
                            "newThread",
                            MethodTypeDesc.of(THREAD),
                            ClassFile.ACC_PUBLIC,
                            code -> code.aconst_null().areturn()));
    return define("io.sluice.context.DeadlineTimer", bytes);
  }

  /** Its {@code execute} does nothing by itself. */
  private static Class<?> interrupter() throws ClassNotFoundException {
    byte[] bytes =
        ClassFile.of()
            .build(
                INTERRUPTER,
                type ->
                    type.withFlags(ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            "execute",
                            MethodTypeDesc.of(ConstantDescs.CD_void, RUNNABLE),
                            PUBLIC_STATIC,
                            code -> code.return_()));
    return define("io.sluice.context.Interrupter", bytes);
  }

  private static Class<?> define(String name, byte[] bytes) throws ClassNotFoundException {
    ClassLoader loader =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (!wanted.equals(name)) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    return Class.forName(name, true, loader);
  }
}
