package io.sluice.examples.treedigest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command was asked to do.
 *
 * @param limit null for none
 */
record CommandLine(boolean help, List<TreePath> directories, int workers, Duration limit) {

  static final String HELP =
      """
      Usage: treedigest [OPTION]... DIR...
      Print the SHA-256 digest of every regular file below the directories, in the format of
      sha256sum, sorted by path (bytewise). Symbolic links are not followed. The output is that of
        find DIR... -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
      and can be checked with sha256sum --check.

        --workers N         digest N files at a time (default: one for each processor)
        --timeout DURATION  give up unless all files are digested in time: 500ms, 10s, 1.5m, 1h
        --help              show this text
        --                  no options follow

      On a terminal a line on standard error tells how far the work is. When it is stopped, nothing
      is printed but how far it came.

      Exit code:
        0    all files are digested
        1    some file or directory cannot be read, or the output cannot be written
        2    the command line is wrong
        70   internal error
        124  the time limit has passed
        130  interrupted (SIGINT); likewise 143 (SIGTERM) and 129 (SIGHUP)
        141  the reader of the output has gone
      """;

  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  /** The command line is wrong; the message says how. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static CommandLine parse(List<String> arguments) throws UsageException {
    List<TreePath> directories = new ArrayList<>();
    int workers = Runtime.getRuntime().availableProcessors();
    Duration limit = null;
    boolean options = true;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!options || !argument.startsWith("-") || argument.equals("-")) {
        directories.add(directory(argument));
        continue;
      }
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String name = equals < 0 ? argument : argument.substring(0, equals);
      switch (name) {
        case "--help", "-h" -> {
          return new CommandLine(true, List.of(), workers, null);
        }
        case "--" -> options = false;
        case "--workers", "--timeout" -> {
          String value;
          if (equals >= 0) {
            value = argument.substring(equals + 1);
          } else if (i + 1 < arguments.size()) {
            value = arguments.get(++i);
          } else {
            throw new UsageException(name + " needs a value");
          }
          if (name.equals("--workers")) {
            workers = workers(value);
          } else {
            limit = duration(value);
          }
        }
        default -> throw new UsageException("unknown option " + argument);
      }
    }
    if (directories.isEmpty()) {
      throw new UsageException("no directory given");
    }
    return new CommandLine(false, List.copyOf(directories), workers, limit);
  }

  private static TreePath directory(String argument) throws UsageException {
    if (argument.isEmpty()) {
      // Java takes the empty path for the current directory; nobody else does.
      throw new UsageException("the name of a directory is empty");
    }
    try {
      return TreePath.ofArgument(argument);
    } catch (InvalidPathException e) {
      throw new UsageException("no file can have this name under this locale: " + argument);
    }
  }

  private static int workers(String value) throws UsageException {
    // Five digits: more workers than anybody has use for, and no overflow.
    if (!value.matches("0*[1-9]\\d{0,4}")) {
      throw new UsageException("--workers is not a number from 1 to 99999: " + value);
    }
    return Integer.parseInt(value);
  }

  static Duration duration(String value) throws UsageException {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new UsageException("--timeout is not a duration such as 500ms, 10s or 2m: " + value);
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new UsageException("--timeout is too long: " + value);
    }
    Duration duration = Duration.ofNanos(nanos.setScale(0, RoundingMode.CEILING).longValueExact());
    if (duration.isZero()) {
      throw new UsageException("--timeout is not positive: " + value);
    }
    return duration;
  }
}
