package io.sluice.testkit.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The places in rewritten code, by the numbers that it passes to {@link
 * io.sluice.testkit.hook.Hooks}.
 *
 * @since 0.1.0
 */
public final class Sites {

  private static final List<Site> SITES = new CopyOnWriteArrayList<>();

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
    SITES.add(site);
    return SITES.size() - 1;
  }

  /**
   * Returns a place.
   *
   * @param number given by {@link #add}
   * @return the place
   * @throws IndexOutOfBoundsException if there is none
   */
  public static Site get(int number) {
    return SITES.get(number);
  }
}
