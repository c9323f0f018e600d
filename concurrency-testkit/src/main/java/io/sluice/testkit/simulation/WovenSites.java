package io.sluice.testkit.simulation;

import io.sluice.testkit.agent.Sites;
import java.util.Arrays;
import java.util.List;

/**
 * Which places of rewritten code belong to what one exploration weaves. Classes stay rewritten for
 * the life of the JVM, and a schedule must not depend on what other tests have woven before. Used
 * by the carrier alone.
 */
final class WovenSites {

  /**
   * Records for reports where a channel was made, which depends on the garbage collector, and is
   * done because this testkit asks for it: no program's own.
   */
  private static final String FOR_REPORTS = "io.sluice.channel.CreationSites";

  private static final byte IN = 1;
  private static final byte OUT = 2;

  private final List<String> names;

  /** By site; 0 where not yet known. */
  private byte[] known = new byte[256];

  WovenSites(List<String> names) {
    this.names = names;
  }

  boolean contains(int site) {
    if (site >= known.length) {
      known = Arrays.copyOf(known, Math.max(site + 1, 2 * known.length));
    }
    if (known[site] == 0) {
      known[site] = isNamed(Sites.get(site).className()) ? IN : OUT;
    }
    return known[site] == IN;
  }

  private boolean isNamed(String type) {
    return !isWithin(type, FOR_REPORTS) && names.stream().anyMatch(name -> isWithin(type, name));
  }

  /** Whether a class is the named one, nested in it, or in the named package or below. */
  private static boolean isWithin(String type, String name) {
    return type.startsWith(name)
        && (type.length() == name.length()
            || type.charAt(name.length()) == '.'
            || type.charAt(name.length()) == '$');
  }
}
