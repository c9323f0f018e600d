package io.sluice.testkit.compile;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Runs the JDK's compiler on one source and keeps nothing of what it writes. */
final class InMemoryCompiler {

  /** The compiler's messages exist in English in every JDK. */
  private static final Locale ENGLISH = Locale.ROOT;

  /** That some messages are shortened, of which the reader of a snippet needs no reminder. */
  private static final String SHORTENED = "compiler.note.compressed.diags";

  private InMemoryCompiler() {}

  static List<CompilerMessage> compile(SnippetSource source, List<String> arguments) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    // One for each compilation: the release is a matter of the file manager.
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, ENGLISH, null)) {
      compiler
          .getTask(null, new Discarding(files), found, arguments, null, List.of(new Source(source)))
          .call();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the compiler's files failed", e);
    }
    return found.getDiagnostics().stream()
        .filter(one -> !SHORTENED.equals(one.getCode()))
        .map(one -> message(one, source))
        .toList();
  }

  private static CompilerMessage message(
      Diagnostic<? extends JavaFileObject> diagnostic, SnippetSource source) {
    CompilerMessage.Severity severity =
        switch (diagnostic.getKind()) {
          case ERROR -> CompilerMessage.Severity.ERROR;
          case WARNING, MANDATORY_WARNING -> CompilerMessage.Severity.WARNING;
          case NOTE, OTHER -> CompilerMessage.Severity.NOTE;
        };
    String code = Strings.nullToEmpty(diagnostic.getCode());
    String text = diagnostic.getMessage(ENGLISH);
    // A message may also be about a class of the class path, which has no position here.
    boolean placed =
        diagnostic.getSource() instanceof Source && diagnostic.getPosition() != Diagnostic.NOPOS;
    if (!placed) {
      return new CompilerMessage(severity, CompilerMessage.Place.NONE, 0, code, text, "");
    }
    int position = (int) diagnostic.getPosition();
    return new CompilerMessage(
        severity,
        source.placeOf(position),
        source.lineOf(position),
        code,
        text,
        source.excerptAt(position));
  }

  /** The source as a file, of whichever name its types want. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(SnippetSource source) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }
  }

  /** Reads as usual and writes nowhere. */
  private static final class Discarding extends ForwardingJavaFileManager<JavaFileManager> {
    Discarding(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      URI name = URI.create("discarded:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(name, kind) {
        @Override
        public OutputStream openOutputStream() {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}
