package io.sluice.testkit.weave;

import java.util.Set;
import java.util.regex.Pattern;

/** What a call is to a scheduler and to a race detector. */
enum CallKind {
  /** Nothing. */
  NONE,
  /** Others may notice it. */
  POINT,
  /** Threads synchronize by the receiver. */
  SYNCHRONIZER,
  /** Threads synchronize by the first argument, whose field the receiver updates. */
  FIELD_UPDATER,
  /** Threads synchronize by what the receiver, a handle of a variable, is applied to. */
  VAR_HANDLE,
  /** It may tell that the receiver, a thread, has ended. */
  THREAD_STATE,
  /** {@link Object#wait()} and the like. */
  OBJECT_WAIT,
  /** {@link java.util.concurrent.locks.Condition#await()} and the like. */
  CONDITION_WAIT,
  /** The receiver may be something that is not thread-safe. */
  COLLECTION;

  private static final String CONCURRENT = "java/util/concurrent/";

  /** They are called by many, but hold no state that threads could synchronize by. */
  private static final Set<String> STATELESS =
      Set.of(
          CONCURRENT + "TimeUnit",
          CONCURRENT + "ThreadLocalRandom",
          CONCURRENT + "Callable",
          CONCURRENT + "ThreadFactory",
          CONCURRENT + "Delayed");

  private static final Set<String> THREAD_POINTS =
      Set.of("start", "interrupt", "isInterrupted", "interrupted", "sleep", "startVirtualThread");

  private static final Set<String> LIBRARY =
      Set.of("io/sluice/channel/", "io/sluice/context/", "io/sluice/scope/", "io/sluice/sync/");

  /** Of {@code java.util} itself, what is immutable, or only ever used by one. */
  private static final Pattern NO_COLLECTION =
      Pattern.compile(
          "java/util/([A-Za-z]+Exception|[A-Za-z]+Error|Objects|Optional[A-Za-z]*|[A-Za-z]*Random"
              + "|UUID|Locale.*|Comparator|Currency|Base64.*|Date|Calendar|GregorianCalendar"
              + "|TimeZone|SimpleTimeZone|Timer|TimerTask|ResourceBundle.*|ServiceLoader.*|HexFormat"
              + "|Event[A-Za-z]*|Formattable.*|Observe[a-z]*)");

  private static final Set<String> UNSAFE_BUILDERS =
      Set.of(
          "java/lang/StringBuilder",
          "java/lang/AbstractStringBuilder",
          "java/lang/StringBuffer",
          "java/lang/Iterable",
          "java/lang/Appendable");

  /**
   * Tells what a call is.
   *
   * @param owner the class that declares the method, with slashes
   * @param name of the method
   * @param descriptor of the method
   * @param isStatic whether it has no receiver
   */
  static CallKind of(String owner, String name, String descriptor, boolean isStatic) {
    if (isObjectWait(name, descriptor) && !isStatic) {
      return OBJECT_WAIT;
    }
    if (owner.startsWith(CONCURRENT)) {
      return isStatic ? ofConcurrentStatic(owner) : ofConcurrent(owner, name);
    }
    return switch (owner) {
      case "java/lang/Object" -> name.equals("notify") || name.equals("notifyAll") ? POINT : NONE;
      case "java/lang/Thread" -> ofThread(name);
      case "java/lang/invoke/VarHandle" -> isVarHandleAccess(name) ? VAR_HANDLE : NONE;
      default -> {
        if (owner.startsWith("java/lang/Thread$Builder")) {
          yield name.equals("start") ? POINT : NONE;
        }
        if (!isStatic && mayBeCollection(owner)) {
          yield COLLECTION;
        }
        yield LIBRARY.stream().anyMatch(owner::startsWith) ? POINT : NONE;
      }
    };
  }

  private static boolean isObjectWait(String name, String descriptor) {
    return name.equals("wait")
        && (descriptor.equals("()V") || descriptor.equals("(J)V") || descriptor.equals("(JI)V"));
  }

  private static CallKind ofConcurrentStatic(String owner) {
    return owner.equals(CONCURRENT + "locks/LockSupport") ? POINT : NONE;
  }

  private static CallKind ofConcurrent(String owner, String name) {
    if (isStateless(owner)) {
      return NONE;
    }
    if (owner.startsWith(CONCURRENT + "atomic/") && owner.endsWith("FieldUpdater")) {
      return FIELD_UPDATER;
    }
    if (name.startsWith("await")
        && (owner.equals(CONCURRENT + "locks/Condition")
            || owner.endsWith("Synchronizer$ConditionObject"))) {
      return CONDITION_WAIT;
    }
    return SYNCHRONIZER;
  }

  /** Whether no object of a class of {@code java.util.concurrent} stands for an order. */
  static boolean isStateless(String owner) {
    return STATELESS.contains(owner)
        || owner.startsWith(CONCURRENT + "Flow$")
        || owner.startsWith(CONCURRENT + "TimeUnit$")
        || owner.endsWith("Exception");
  }

  private static CallKind ofThread(String name) {
    return switch (name) {
      case "join", "isAlive", "getState" -> THREAD_STATE;
      default -> THREAD_POINTS.contains(name) ? POINT : NONE;
    };
  }

  private static boolean isVarHandleAccess(String name) {
    return name.startsWith("get")
        || name.startsWith("set")
        || name.startsWith("compareAnd")
        || name.startsWith("weakCompareAnd");
  }

  private static boolean mayBeCollection(String owner) {
    if (owner.startsWith("java/util/")) {
      return owner.indexOf('/', "java/util/".length()) < 0
          && !NO_COLLECTION.matcher(owner).matches();
    }
    return UNSAFE_BUILDERS.contains(owner);
  }
}
