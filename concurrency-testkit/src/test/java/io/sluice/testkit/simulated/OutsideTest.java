package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.simulation.BlockedOutsideError;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What comes from outside of a simulation is waited for, and not for ever. */
class OutsideTest {

  private static Socket connected(ServerSocket server) throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void run_socketWithoutAnswer_isBlockedOutside() throws IOException {
    try (ServerSocket server = server()) {
      assertThatThrownBy(
              () ->
                  Simulation.run(
                      () -> {
                        try (Socket socket = connected(server)) {
                          assertThat(socket.getInputStream().read()).isEqualTo(1);
                        }
                      }))
          .hasCauseInstanceOf(BlockedOutsideError.class)
          .hasMessageContaining("blocked outside the simulation")
          .hasMessageContaining("\"root\"");
    }
  }

  @Test
  void run_socketWithLateAnswer_passes() throws Exception {
    try (ServerSocket server = server();
        ExecutorService platform = Executors.newSingleThreadExecutor()) {
      Future<?> answer =
          platform.submit(
              () -> {
                try (Socket socket = server.accept()) {
                  TimeUnit.MILLISECONDS.sleep(200); // long for a peer, not ordering anything
                  socket.getOutputStream().write(1);
                }
                return null;
              });
      Simulation.run(
          () -> {
            try (Socket socket = connected(server)) {
              assertThat(socket.getInputStream().read()).isEqualTo(1);
            }
          });
      answer.get();
    }
  }

  @Test
  void explore_answerOfPlatformPool_passes() {
    try (ExecutorService platform = Executors.newSingleThreadExecutor()) {
      Simulation.explore(
              Options.defaults().schedules(5),
              () ->
                  assertThat(
                          platform
                              .submit(
                                  () -> {
                                    TimeUnit.MILLISECONDS.sleep(20); // long for a pool
                                    return "answer";
                                  })
                              .get())
                      .isEqualTo("answer"))
          .assertAllPass();
    }
  }

  /**
   * To read the stack of a parked thread the JDK suspends it for a moment; who is unparked just
   * then is submitted by the reader, which is the simulation, and no longer from outside.
   */
  @Test
  void explore_unparkedFromOutsideWhileItsStackIsRead_passes() {
    try (ExecutorService platform = Executors.newSingleThreadExecutor()) {
      Simulation.explore(
              Options.defaults().schedules(2_000),
              () -> {
                Thread root = Thread.currentThread();
                AtomicBoolean permitted = new AtomicBoolean();
                platform.execute(
                    () -> {
                      permitted.set(true);
                      LockSupport.unpark(root);
                    });
                while (!permitted.get()) {
                  LockSupport.park();
                }
              })
          .assertAllPass();
    }
  }

  @Test
  void explore_callerInterrupted_stopsAndKeepsStatus() throws InterruptedException {
    CountDownLatch exploring = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Simulation.explore(
                        Options.defaults().schedules(Integer.MAX_VALUE), exploring::countDown);
                  } catch (Throwable e) {
                    thrown.set(e);
                  }
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    exploring.await();
    caller.interrupt();
    caller.join();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              throw thrown.get();
            })
        .withMessage("interrupted while exploring schedules");
    assertThat(interrupted).hasValue(true);
  }
}
