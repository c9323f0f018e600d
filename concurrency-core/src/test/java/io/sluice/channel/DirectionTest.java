package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.compile.Compilation;
import io.sluice.testkit.compile.SnippetContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler accepts and what it refuses: a channel's direction is a matter of its type. */
@Rule(13)
class DirectionTest {

  private static final String NO_SUCH_METHOD = "compiler.err.cant.resolve.location.args";

  /** The last call of a chain, which is the one that is not followed by another. */
  private static final Pattern LAST_CALL = Pattern.compile("(\\w+)\\((?!\\)\\.)");

  /** Also without warnings, and against the library alone. */
  private static final SnippetContext STATEMENTS = againstTheLibrary(SnippetContext.statements());

  private static final SnippetContext DECLARATIONS =
      againstTheLibrary(SnippetContext.declarations());

  private static final SnippetContext PROGRAM =
      STATEMENTS
          .imports("io.sluice.channel.*", "java.time.*", "java.util.*", "java.util.stream.*")
          .members(
              "static void take(Channel<String> channel) {}",
              "static void produce(SendChannel<String> out) {}",
              "static void consume(ReceiveChannel<String> in) {}",
              """
              static <T> T first(ReceiveChannel<? extends T> in) throws InterruptedException {
                return in.receive();
              }
              """)
          .parameters(
              "Channel<String> channel",
              "SendChannel<String> out",
              "ReceiveChannel<String> in",
              "Ticker ticker",
              "CancelSignal signal")
          .throwing("InterruptedException");

  private static final SnippetContext CATCHING_NOTHING =
      STATEMENTS
          .imports("io.sluice.channel.*", "java.time.*", "java.util.*")
          .parameters("Channel<String> channel");

  private static SnippetContext againstTheLibrary(SnippetContext context) {
    URI library =
        URI.create(Channel.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return context
        .classPath(Path.of(library))
        .release(21)
        .options("-Xlint:all,-classfile,-options", "-Werror");
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
    PROGRAM.assertDoesNotCompile(body, NO_SUCH_METHOD, "method " + call.group(1) + "(");
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
    PROGRAM.assertDoesNotCompile(body, code, fragment);
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
    CATCHING_NOTHING.assertDoesNotCompile(
        body,
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
    Compilation compilation = DECLARATIONS.imports("io.sluice.channel.*").compile(declaration);
    assertThat(compilation.errors())
        .as(compilation.toString())
        .anySatisfy(error -> assertThat(error.code()).contains("sealed"));
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
        "Object any = Snippet.<Object>first(in);",
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
    PROGRAM.assertCompiles(body);
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
    CATCHING_NOTHING.assertCompiles(body);
  }
}
