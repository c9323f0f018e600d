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
    for (String name : names) {
      if (type.startsWith(name)
          && (type.length() == name.length()
              || type.charAt(name.length()) == '.'
              || type.charAt(name.length()) == '$')) {
        return true;
      }
    }
    return false;
  }
}
