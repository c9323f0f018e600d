package io.sluice.testkit.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DumpReaderTest {

  /** As JDK 21 writes it. */
  private static final String JDK_21 =
      """
      {"threadDump": {"processId": "1", "time": "t", "runtimeVersion": "21", "threadContainers": [
        {"container": "<root>", "parent": null, "owner": null, "threads": [
          {"tid": "1", "name": "main", "stack": ["java.base\\/java.lang.Object.wait0(Native Method)"]},
          {"tid": "22", "name": "", "stack": [
            "java.base\\/java.lang.VirtualThread.park(VirtualThread.java:582)",
            "app\\/\\/com.acme.Foo$1.run(Foo.java:12)",
            "java.base\\/java.lang.VirtualThread.run(VirtualThread.java:309)"]}],
         "threadCount": "2"}]}}
      """;

  /** As JDK 25 does, and later ones with numbers. */
  private static final String JDK_25 =
      """
      {"threadDump": {"threadContainers": [{"threads": [
        {"tid": "23", "virtual": true, "name": "parked", "state": "WAITING",
         "parkBlocker": {"object": "a.Blocker@1"}, "stack": []},
        {"tid": 24, "virtual": true, "name": "blocked", "state": "BLOCKED",
         "blockedOn": "a.Monitor@2", "stack": []},
        {"tid": "25", "name": "waiting", "state": "WAITING", "waitingOn": "a.Monitor@3",
         "stack": []}]}]}}
      """;

  @Test
  void read_jdk21_hasNamesAndStacks() {
    List<DumpedThread> threads = DumpReader.read(JDK_21);

    assertThat(threads).extracting(DumpedThread::id).containsExactly(1L, 22L);
    assertThat(threads).extracting(DumpedThread::isVirtual).containsExactly(false, true);
    Position position = threads.get(1).position();
    assertThat(position.state()).isNull();
    assertThat(position.userFrame())
        .isEqualTo(new StackTraceElement("com.acme.Foo$1", "run", "Foo.java", 12));
    assertThat(position.operation().getMethodName()).isEqualTo("park");
  }

  @Test
  void read_jdk25_hasStatesAndBlockers() {
    List<DumpedThread> threads = DumpReader.read(JDK_25);

    assertThat(threads).extracting(DumpedThread::id).containsExactly(23L, 24L, 25L);
    assertThat(threads).extracting(DumpedThread::isVirtual).containsExactly(true, true, false);
    assertThat(threads)
        .extracting(thread -> thread.position().waitsFor())
        .containsExactly("a.Blocker@1", "the monitor of a.Monitor@2", "the monitor of a.Monitor@3");
    assertThat(threads)
        .extracting(thread -> thread.position().state())
        .containsExactly(Thread.State.WAITING, Thread.State.BLOCKED, Thread.State.WAITING);
  }

  @Test
  void frame_allForms_areRead() {
    assertThat(DumpReader.frame("java.base/java.lang.Object.wait0(Native Method)"))
        .isEqualTo(new StackTraceElement("java.lang.Object", "wait0", null, -2));
    assertThat(DumpReader.frame("app//m@1.2/a.B.<init>(B.java:7)"))
        .isEqualTo(new StackTraceElement("a.B", "<init>", "B.java", 7));
    assertThat(DumpReader.frame("a.B.lambda$c$0(Unknown Source)"))
        .isEqualTo(new StackTraceElement("a.B", "lambda$c$0", null, -1));
    assertThat(DumpReader.frame("A.b(A.java)"))
        .isEqualTo(new StackTraceElement("A", "b", "A.java", -1));
    assertThat(DumpReader.frame("what is this").getClassName()).isEqualTo("what is this");
  }
}
