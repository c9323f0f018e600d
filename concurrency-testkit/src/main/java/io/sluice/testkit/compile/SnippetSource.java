package io.sluice.testkit.compile;

/** A snippet in its frame, as the compiler gets it, and the way back from a position in that. */
record SnippetSource(String before, String snippet, String after) {

  String text() {
    return before + snippet + after;
  }

  /** What follows the snippet's last character is still the snippet's: there, something lacks. */
  CompilerMessage.Place placeOf(int position) {
    return position >= before.length() && position <= before.length() + snippet.length()
        ? CompilerMessage.Place.SNIPPET
        : CompilerMessage.Place.CONTEXT;
  }

  /** The line of a position, counted from 1 in the snippet or, outside of that, in all. */
  int lineOf(int position) {
    int from = placeOf(position) == CompilerMessage.Place.SNIPPET ? before.length() : 0;
    return 1 + (int) text().substring(from, position).chars().filter(one -> one == '\n').count();
  }

  /** The line of a position, and below it a caret that points there. */
  String excerptAt(int position) {
    String text = text();
    int start = text.lastIndexOf('\n', position - 1) + 1;
    int end = text.indexOf('\n', position);
    String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
    // A tab stays a tab, so that the caret comes to stand below what it points to.
    String indentation = text.substring(start, position).replaceAll("[^\\t]", " ");
    return line + "\n" + indentation + "^";
  }
}
