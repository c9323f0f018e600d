package io.sluice.testkit.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text (RFC 8259): objects as maps, arrays as lists, strings, numbers as {@link Double},
 * booleans and null.
 */
final class Json {

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the text is anything but one value; tells where
   */
  static Map<String, @Nullable Object> parse(String text) {
    Json json = new Json(text);
    json.skipSpace();
    Map<String, @Nullable Object> value = json.object();
    json.skipSpace();
    if (json.position < text.length()) {
      throw json.unexpected("the end");
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    expect('{');
    if (!accept('}')) {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        fields.put(name, value());
      } while (accept(','));
      skipSpace();
      expect('}');
    }
    return fields;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    expect('[');
    if (!accept(']')) {
      do {
        elements.add(value());
      } while (accept(','));
      skipSpace();
      expect(']');
    }
    return elements;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    for (char c = next(); c != '"'; c = next()) {
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        position--;
        throw unexpected("an escaped character");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        position--;
        throw unexpected("a hexadecimal digit");
      }
      code = 16 * code + digit;
    }
    return (char) code;
  }

  private Double number() {
    int start = position;
    while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    try {
      return Double.valueOf(text.substring(start, position));
    } catch (NumberFormatException e) {
      position = start;
      throw unexpected("a value");
    }
  }

  private @Nullable Object literal(String literal, @Nullable Object value) {
    if (!text.startsWith(literal, position)) {
      throw unexpected(literal);
    }
    position += literal.length();
    return value;
  }

  private boolean accept(char c) {
    skipSpace();
    boolean found = peek() == c;
    if (found) {
      position++;
    }
    return found;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    position++;
  }

  private char peek() {
    if (position == text.length()) {
      throw unexpected("more");
    }
    return text.charAt(position);
  }

  private char next() {
    char c = peek();
    position++;
    return c;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    String found = text.substring(position, Math.min(position + 20, text.length()));
    return new IllegalArgumentException(
        "expected " + expected + " at character " + position + ", found \"" + found + "\"");
  }
}
