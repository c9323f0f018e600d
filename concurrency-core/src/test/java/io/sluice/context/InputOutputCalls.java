package io.sluice.context;

import com.sun.net.httpserver.HttpServer;
import io.sluice.context.BlockingCall.Blocking;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The calls that wait for input and output. */
final class InputOutputCalls {

  private static final Reaction CHANNEL_CLOSED =
      Reaction.thrown(ClosedByInterruptException.class, Reaction.CLOSED);
  private static final Reaction SOCKET_CLOSED =
      Reaction.thrown(SocketException.class, Reaction.CLOSED);

  private InputOutputCalls() {}

  static List<BlockingCall> all() {
    return List.of(
        same("HttpClient.send", Reaction.THROWS, HangingServer::new),
        same("SocketChannel.read", CHANNEL_CLOSED, InputOutputCalls::socketChannel),
        same("ServerSocketChannel.accept", CHANNEL_CLOSED, InputOutputCalls::serverSocketChannel),
        same("DatagramChannel.receive", CHANNEL_CLOSED, InputOutputCalls::datagramChannel),
        same("Pipe.SourceChannel.read", CHANNEL_CLOSED, InputOutputCalls::pipe),
        same("FileChannel.read", CHANNEL_CLOSED, () -> fileChannel(false)),
        same("FileChannel.write", CHANNEL_CLOSED, () -> fileChannel(true)),
        new BlockingCall(
            "Socket, InputStream.read", SOCKET_CLOSED, Reaction.IGNORES, InputOutputCalls::socket),
        new BlockingCall(
            "ServerSocket.accept", SOCKET_CLOSED, Reaction.IGNORES, InputOutputCalls::serverSocket),
        new BlockingCall(
            "DatagramSocket.receive",
            SOCKET_CLOSED,
            Reaction.IGNORES,
            InputOutputCalls::datagramSocket),
        same("Selector.select", Reaction.RETURNS, InputOutputCalls::selector),
        same(
            "PipedInputStream.read",
            Reaction.thrown(InterruptedIOException.class, Reaction.UNTOUCHED),
            InputOutputCalls::pipedStream),
        // Not on virtual threads, where cancelling would wait too: WhereInterruptsDoNotReachTest.
        new BlockingCall(
            "FileChannel.lock",
            null,
            Reaction.thrown(FileLockInterruptionException.class, Reaction.CLOSED),
            LockedFile::new),
        same("Process.waitFor", Reaction.THROWS, () -> new ChildProcess(false)),
        same("Process, InputStream.read", Reaction.IGNORES, () -> new ChildProcess(true)));
  }

  private static BlockingCall same(String name, Reaction reaction, Callable<Blocking> preparation) {
    return new BlockingCall(name, reaction, reaction, preparation);
  }

  /** An operation. */
  private interface Operation {
    Object run() throws Exception;
  }

  /** A call that waits at something that can be closed, together with what it needs besides. */
  private record Open(
      Operation operation, BooleanSupplier isOpen, Closeable resource, Closeable besides)
      implements Blocking {

    @Override
    public Object call() throws Exception {
      return operation.run();
    }

    @Override
    public void release() throws IOException {
      resource.close();
    }

    @Override
    public String aftermath() {
      return isOpen.getAsBoolean() ? Reaction.UNTOUCHED : Reaction.CLOSED;
    }

    @Override
    public void close() throws IOException {
      resource.close();
      besides.close();
    }
  }

  private static Blocking socketChannel() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open().bind(local());
    SocketChannel channel = SocketChannel.open(server.getLocalAddress());
    return new Open(() -> channel.read(ByteBuffer.allocate(1)), channel::isOpen, channel, server);
  }

  private static Blocking serverSocketChannel() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open().bind(local());
    return new Open(server::accept, server::isOpen, server, server);
  }

  private static Blocking datagramChannel() throws IOException {
    DatagramChannel channel = DatagramChannel.open().bind(local());
    return new Open(
        () -> channel.receive(ByteBuffer.allocate(1)), channel::isOpen, channel, channel);
  }

  private static Blocking pipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new Open(
        () -> pipe.source().read(ByteBuffer.allocate(1)),
        pipe.source()::isOpen,
        pipe.source(),
        pipe.sink());
  }

  /** A file never makes one wait for long, so the interrupt is there before the call. */
  private static Blocking fileChannel(boolean write) throws IOException {
    Path file = Files.createTempFile("interrupts", ".txt");
    Files.writeString(file, "content");
    FileChannel channel =
        FileChannel.open(file, write ? StandardOpenOption.WRITE : StandardOpenOption.READ);
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return new Open(
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return write ? channel.write(buffer) : channel.read(buffer);
        },
        channel::isOpen,
        channel,
        () -> Files.delete(file));
  }

  private static Blocking socket() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    return new Open(() -> socket.getInputStream().read(), () -> !socket.isClosed(), socket, server);
  }

  private static Blocking serverSocket() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    return new Open(server::accept, () -> !server.isClosed(), server, server);
  }

  private static Blocking datagramSocket() throws IOException {
    DatagramSocket socket = new DatagramSocket(local());
    return new Open(
        () -> {
          socket.receive(new DatagramPacket(new byte[1], 1));
          return "received";
        },
        () -> !socket.isClosed(),
        socket,
        socket);
  }

  private static Blocking selector() throws IOException {
    Selector selector = Selector.open();
    return new Open(selector::select, selector::isOpen, selector, selector);
  }

  private static Blocking pipedStream() throws IOException {
    PipedInputStream source = new PipedInputStream(new PipedOutputStream());
    return source::read;
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** A server that never answers. */
  private static final class HangingServer implements Blocking {

    private final HttpServer server = HttpServer.create(local(), 0);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicReference<Thread> handler = new AtomicReference<>();
    private final HttpClient client = HttpClient.newHttpClient();

    HangingServer() throws IOException {
      server.createContext(
          "/",
          exchange -> {
            handler.set(Thread.currentThread());
            try {
              mayAnswer.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException("nobody interrupts the server");
            }
            exchange.close();
          });
      server.start();
    }

    @Override
    public Object call() throws IOException, InterruptedException {
      URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
      mayAnswer.countDown();
      server.stop(0);
      client.shutdownNow();
    }
  }

  /** A file that another process has locked. */
  private static final class LockedFile implements Blocking {

    private final Path file = Files.createTempFile("interrupts", ".lock");
    private final Process holder = ChildJvm.start(FileLockHolder.class, file.toString());
    private final FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);

    LockedFile() throws IOException {
      ChildJvm.awaitLine(holder, FileLockHolder.LOCKED);
    }

    @Override
    public Object call() throws IOException {
      return channel.lock();
    }

    @Override
    public String aftermath() {
      return channel.isOpen() ? Reaction.UNTOUCHED : Reaction.CLOSED;
    }

    @Override
    public void close() throws IOException {
      channel.close();
      holder.destroyForcibly();
      Files.delete(file);
    }
  }

  /** A process that never ends and never prints. */
  private static final class ChildProcess implements Blocking {

    private final Process process = new ProcessBuilder("sleep", "600").start();
    private final boolean read;

    ChildProcess(boolean read) throws IOException {
      this.read = read;
    }

    @Override
    public Object call() throws IOException, InterruptedException {
      return read ? process.getInputStream().read() : process.waitFor();
    }

    @Override
    public void release() {
      process.destroy();
    }

    @Override
    public String aftermath() {
      return process.isAlive() ? Reaction.UNTOUCHED : "ended";
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
