package io.sluice.testkit.compile;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The source around a snippet.
 *
 * @param ofStatements whether the snippet is a method's statements; else it declares types
 */
record SnippetFrame(
    boolean ofStatements,
    ImmutableList<String> imports,
    ImmutableList<String> members,
    ImmutableList<String> parameters,
    ImmutableList<String> exceptions) {

  static final SnippetFrame STATEMENTS = empty(true);
  static final SnippetFrame DECLARATIONS = empty(false);

  private static SnippetFrame empty(boolean ofStatements) {
    return new SnippetFrame(
        ofStatements,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }

  SnippetFrame withImports(List<String> more) {
    return new SnippetFrame(ofStatements, join(imports, more), members, parameters, exceptions);
  }

  SnippetFrame withMembers(List<String> more) {
    return new SnippetFrame(ofStatements, imports, join(members, more), parameters, exceptions);
  }

  SnippetFrame withParameters(List<String> more) {
    requireStatements("parameters");
    return new SnippetFrame(ofStatements, imports, members, join(parameters, more), exceptions);
  }

  SnippetFrame withExceptions(List<String> more) {
    requireStatements("exceptions");
    return new SnippetFrame(ofStatements, imports, members, parameters, join(exceptions, more));
  }

  /** The snippet begins and ends a line, so that a comment in its last one ends there. */
  SnippetSource around(String snippet) {
    StringBuilder before = new StringBuilder();
    imports.forEach(one -> before.append("import ").append(one).append(";\n"));
    if (!ofStatements) {
      return new SnippetSource(before.toString(), snippet, "\n" + String.join("\n", members));
    }
    before.append("class Snippet {\n");
    members.forEach(member -> before.append(member).append('\n'));
    before.append("static void snippet(").append(String.join(", ", parameters)).append(')');
    if (!exceptions.isEmpty()) {
      before.append(" throws ").append(String.join(", ", exceptions));
    }
    before.append(" {\n");
    return new SnippetSource(before.toString(), snippet, "\n}\n}\n");
  }

  private void requireStatements(String what) {
    if (!ofStatements) {
      throw new IllegalStateException(what + " belong to a method: this is for declarations");
    }
  }

  private static ImmutableList<String> join(List<String> some, List<String> more) {
    return ImmutableList.<String>builder().addAll(some).addAll(more).build();
  }
}
