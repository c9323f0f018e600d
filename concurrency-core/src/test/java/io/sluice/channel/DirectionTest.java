package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import io.sluice.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler accepts and what it refuses: a channel's direction is a matter of its type. */
@Rule(13)
class DirectionTest {

  private static final String NO_SUCH_METHOD = "compiler.err.cant.resolve.location.args";

  /** Messages name types in full. */
  private static final Pattern PACKAGE = Pattern.compile("(?:[a-z]+\\.)+(?=[A-Z])");

  /** The last call of a chain, which is the one that is not followed by another. */
  private static final Pattern LAST_CALL = Pattern.compile("(\\w+)\\((?!\\)\\.)");

  private static JavaCompiler compiler;
  private static StandardJavaFileManager files;

  @BeforeAll
  static void startCompiler() throws IOException, URISyntaxException {
    compiler = ToolProvider.getSystemJavaCompiler();
    files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    Path classes =
        Path.of(Channel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(classes));
  }

  @AfterAll
  static void stopCompiler() throws IOException {
    files.close();
  }

  /** Compiles without writing classes; returns the errors and the warnings. */
  private static List<Diagnostic<? extends JavaFileObject>> compile(String source) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("--release", "21", "-proc:none", "-Xlint:all,-classfile,-options");
    // Analyzed only, so nothing is written.
    JavacTask task = (JavacTask) compiler.getTask(null, files, found, options, null, List.of(file));
    try {
      task.analyze();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics();
  }

  private static String program(String body) {
    return """
    import io.sluice.channel.*;
    import java.time.*;
    import java.util.*;
    import java.util.stream.*;

    class Program {
      static void take(Channel<String> channel) {}

      static void produce(SendChannel<String> out) {}

      static void consume(ReceiveChannel<String> in) {}

      static <T> T first(ReceiveChannel<? extends T> in) throws InterruptedException {
        return in.receive();
      }

      static void run(
          Channel<String> channel,
          SendChannel<String> out,
          ReceiveChannel<String> in,
          Ticker ticker,
          CancelSignal signal)
          throws InterruptedException {
        %s
      }
    }
    """
        .formatted(body);
  }

  private static void assertRefused(String source, String code, String fragment) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        compile(source).stream().filter(one -> one.getKind() == Diagnostic.Kind.ERROR).toList();
    assertThat(errors).as(source).hasSize(1);
    assertThat(errors.get(0).getCode()).as(errors.toString()).isEqualTo(code);
    String message = PACKAGE.matcher(errors.get(0).getMessage(Locale.ROOT)).replaceAll("");
    assertThat(message).contains(fragment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in.send(\"x\");",
        "in.send(signal, \"x\");",
        "in.trySend(\"x\");",
        "in.trySend(\"x\", Duration.ZERO);",
        "in.close();",
        "in.close(new Exception());",
        "in.tryClose(null);",
        "in.sendCase(\"x\");",
        "in.closeAndDrain();",
        "in.asSend();",
        "channel.asReceive().close();",
        "ticker.channel().close();",
        "ticker.channel().send(Instant.now());",
        "out.receive();",
        "out.receive(signal);",
        "out.receiveOrClosed();",
        "out.tryReceive();",
        "out.tryReceive(Duration.ZERO);",
        "out.forEach(value -> {});",
        "out.drainTo(new ArrayList<String>(), 1);",
        "out.stream();",
        "out.receiveCase();",
        "out.closeAndDrain();",
        "out.asReceive();",
        "channel.asSend().receive();"
      })
  void compile_operationOfTheOtherSide_isRefused(String body) {
    Matcher call = LAST_CALL.matcher(body);
    assertThat(call.find()).isTrue();
    assertRefused(program(body), NO_SUCH_METHOD, "method " + call.group(1) + "(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ReceiveChannel<String> other = out;            | compiler.err.prob.found.req | SendChannel<String> cannot be converted to ReceiveChannel<String>
          SendChannel<String> other = in;                | compiler.err.prob.found.req | ReceiveChannel<String> cannot be converted to SendChannel<String>
          Channel<String> other = in;                    | compiler.err.prob.found.req | ReceiveChannel<String> cannot be converted to Channel<String>
          Channel<String> other = out;                   | compiler.err.prob.found.req | SendChannel<String> cannot be converted to Channel<String>
          Channel<String> other = channel.asSend();      | compiler.err.prob.found.req | SendChannel<String> cannot be converted to Channel<String>
          take(in);                                      | compiler.err.prob.found.req | ReceiveChannel<String> cannot be converted to Channel<String>
          take(out);                                     | compiler.err.prob.found.req | SendChannel<String> cannot be converted to Channel<String>
          produce(in);                                   | compiler.err.prob.found.req | ReceiveChannel<String> cannot be converted to SendChannel<String>
          consume(out);                                  | compiler.err.prob.found.req | SendChannel<String> cannot be converted to ReceiveChannel<String>
          Channel<Object> other = channel;               | compiler.err.prob.found.req | Channel<String> cannot be converted to Channel<Object>
          int number = in.receive();                     | compiler.err.prob.found.req | String cannot be converted to int
          ReceiveCase<Integer> other = in.receiveCase(); | compiler.err.prob.found.req | ReceiveCase<String> cannot be converted to ReceiveCase<Integer>
          out.trySend(42);                               | compiler.err.prob.found.req | int cannot be converted to String
          new io.sluice.channel.RendezvousChannel<String>();             | compiler.err.not.def.public.cant.access | RendezvousChannel is not public
          io.sluice.channel.AbstractChannel<String> other = null;        | compiler.err.not.def.public.cant.access | AbstractChannel is not public
          new Received.Empty<String>();                  | compiler.err.report.access | private
          in.forEach(v -> { throw new java.io.IOException(); }); | compiler.err.unreported.exception.need.to.catch.or.throw | IOException
          int length = switch (in.tryReceive()) { case Received.Value<String>(String v) -> 1; case Received.Empty<String> e -> 0; }; | compiler.err.not.exhaustive | switch
          """)
  void compile_wrongTypeOrAccess_isRefused(String body, String code, String fragment) {
    assertRefused(program(body), code, fragment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel.send(\"x\");",
        "channel.trySend(\"x\", Duration.ZERO);",
        "channel.receive();",
        "channel.receiveOrClosed();",
        "channel.tryReceive(Duration.ZERO);",
        "channel.forEach(value -> {});",
        "Select.await(channel.receiveCase());"
      })
  void compile_interruptIgnored_isRefused(String body) {
    String source =
        "import io.sluice.channel.*; import java.time.*;"
            + "class Program { void run(Channel<String> channel) { %s } }".formatted(body);
    assertRefused(
        source,
        "compiler.err.unreported.exception.need.to.catch.or.throw",
        "unreported exception InterruptedException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abstract class Program implements ReceiveChannel<String> {}",
        "abstract class Program implements SendChannel<String> {}",
        "abstract class Program implements Channel<String> {}",
        "interface Program extends ReceiveChannel<String> {}",
        "abstract class Program implements Received<String> {}",
        "abstract class Program extends SelectCase<String> {}"
      })
  void compile_ownImplementationOfASealedType_isRefused(String declaration) {
    List<Diagnostic<? extends JavaFileObject>> found =
        compile("import io.sluice.channel.*; " + declaration);
    assertThat(found)
        .as(found.toString())
        .anySatisfy(
            error -> {
              assertThat(error.getKind()).isEqualTo(Diagnostic.Kind.ERROR);
              assertThat(error.getCode()).contains("sealed");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SendChannel<String> o = channel; ReceiveChannel<String> i = channel;",
        "produce(channel); consume(channel); take(channel);",
        "produce(channel.asSend()); consume(channel.asReceive());",
        "var made = Channel.<String>buffered(3); take(made); produce(made); consume(made);",
        "take(Channel.unbuffered()); produce(Channel.never()); consume(Channel.conflated());",
        "SendChannel<? super Integer> numbers = Channel.<Number>unlimited(); numbers.send(1);",
        "ReceiveChannel<? extends Number> numbers = Channel.<Integer>unbuffered();"
            + " Number n = numbers.receive();",
        "Object any = Program.<Object>first(in);",
        "Channel<ReceiveChannel<String>> later = Channel.buffered(1); later.send(in);"
            + " consume(later.receive());",
        "Channel<Channel<? super String>> replies = Channel.unbuffered();"
            + " replies.receive().send(\"x\");",
        "in.forEach(System.out::println); in.forEach(signal, value -> {});",
        "in.forEach(out::send);",
        "List<Object> sink = new ArrayList<>(); int moved = in.drainTo(sink, 3);",
        "List<Integer> lengths = in.stream().map(String::length).toList();",
        "ReceiveChannel<Instant> ticks = ticker.channel(); Instant due = ticks.receive();",
        "ReceiveCase<Instant> tick = Timers.after(Duration.ZERO).receiveCase();"
            + " boolean chosen = Select.await(signal, tick, in.receiveCase()) == tick;",
        "int length = switch (in.tryReceive()) {"
            + " case Received.Value<String>(String v) -> v.length();"
            + " case Received.Closed<String>(Throwable cause) -> -1;"
            + " case Received.Empty<String> none -> 0; };"
      })
  void compile_rightUse_isAccepted(String body) {
    assertThat(compile(program(body))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean sent = channel.trySend(\"x\");",
        "Received<String> received = channel.tryReceive();",
        "channel.close(); channel.close(new Exception()); boolean won = channel.tryClose(null);",
        "List<String> left = channel.closeAndDrain();",
        "SelectCase<?> ready = Select.poll(channel.receiveCase(), channel.sendCase(\"x\"));",
        "channel.stream().forEach(value -> {});"
      })
  void compile_formsThatNeverWait_needNoCatch(String body) {
    String source =
        "import io.sluice.channel.*; import java.util.*;"
            + "class Program { void run(Channel<String> channel) { %s } }".formatted(body);
    assertThat(compile(source)).isEmpty();
  }
}
