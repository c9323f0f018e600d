package io.sluice.testkit.agent;

import java.util.Arrays;

/**
 * The places in rewritten code, by the numbers that it passes to {@link
 * io.sluice.testkit.hook.Hooks}.
 *
 * @since 0.1.0
 */
public final class Sites {

  /** Read without the lock: a number is passed on only after its place was written. */
  private static volatile Site[] sites = new Site[1024];

  private static int count;

  private Sites() {}

  /**
   * One place.
   *
   * @param className the class's binary name
   * @param methodName the method
   * @param fileName the source file, or the class's simple name where the class does not tell
   * @param line in it, -1 if unknown
   * @param subject what is accessed: {@code "com.acme.Account.balance"} for a field, the method's
   *     name for a call, {@code ""} for an element of an array
   */
  public record Site(
      String className, String methodName, String fileName, int line, String subject) {

    /**
     * The place as stack traces have it.
     *
     * @return the frame
     */
    public StackTraceElement frame() {
      return new StackTraceElement(className, methodName, fileName, line);
    }
  }

  /**
   * Gives a place a number.
   *
   * @param site the place
   * @return its number
   */
  public static synchronized int add(Site site) {
    Site[] known = count < sites.length ? sites : Arrays.copyOf(sites, 2 * count);
    known[count] = site;
    sites = known;
    return count++;
  }

  /**
   * Returns a place.
   *
   * @param number given by {@link #add}
   * @return the place
   */
  public static Site get(int number) {
    return sites[number];
  }
}
