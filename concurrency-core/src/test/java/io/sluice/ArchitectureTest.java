package io.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sluice.channel.Channel;
import io.sluice.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the house: who may depend on whom, who reads the clock, who parks. */
class ArchitectureTest {

  private static final String CHANNEL = "io.sluice.channel";
  private static final String SYNC = "io.sluice.sync";
  private static final String TIME = "io.sluice.time";
  private static final String WAITER = CHANNEL + ".Waiter";
  private static final String SHORT_LOCK = CHANNEL + ".ShortLock";
  private static final String CONTEXT = "io.sluice.context";
  private static final String SCOPE = "io.sluice.scope";
  private static final String PARKED_THREAD = CONTEXT + ".ParkedThread";
  private static final String INTERRUPTIBLE_REGION = CONTEXT + ".InterruptibleRegion";
  private static final String OBSERVERS = CONTEXT + ".Observers";
  private static final String DEADLINE_TIMER = CONTEXT + ".DeadlineTimer";

  /** What users of scopes see. */
  private static final Set<String> SCOPE_API =
      Set.of(
          "OnceValue",
          "Options",
          "Outcome",
          "Scope",
          "ScopeFailedException",
          "SingleFlight",
          "Subtask",
          "TaskDecorator");

  /** What users of contexts see. */
  private static final Set<String> CONTEXT_API =
      Set.of("CancellableContext", "CancelledException", "Context", "DeadlineExceededException");

  /** What users of channels see; everything else in the package is hidden. */
  private static final Set<String> CHANNEL_API =
      Set.of(
          "CancelSignal",
          "Channel",
          "ChannelClosedException",
          "ReceiveCase",
          "ReceiveChannel",
          "Received",
          "Select",
          "SelectCase",
          "SendCase",
          "SendChannel",
          "ThrowingConsumer",
          "Ticker",
          "Timers");

  private static final Set<String> SYNC_API = Set.of("Semaphore", "SyncMap", "WaitGroup");

  private static final URI CORE_LOCATION = locationOfCore();
  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of(CORE_LOCATION));

  private static URI locationOfCore() {
    try {
      return Channel.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static DescribedPredicate<JavaClass> areNoneOf(String... names) {
    return describe(
        "are none of " + String.join(", ", names), one -> !Set.of(names).contains(one.getName()));
  }

  @Test
  void packages_dependencies_haveNoCycle() {
    slices().matching("io.sluice.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void channelPackage_dependencies_areTimeOnly() {
    classes()
        .that()
        .resideInAPackage(CHANNEL)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", CHANNEL, TIME)
        .check(CORE);
  }

  @Test
  void syncPackage_dependencies_areChannelsTimeAndTheLogOnly() {
    classes()
        .that()
        .resideInAPackage(SYNC)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", "org.slf4j", SYNC, CHANNEL, TIME)
        .check(CORE);
  }

  @Test
  void timePackage_dependencies_areTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(TIME)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations", TIME)
        .check(CORE);
  }

  @Test
  void contextPackage_dependencies_areChannelAndTime() {
    classes()
        .that()
        .resideInAPackage(CONTEXT)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "org.slf4j",
            "org.jctools.queues..",
            CONTEXT,
            CHANNEL,
            TIME)
        .check(CORE);
  }

  /**
   * The waiter and a context wake others, the timer is woken for an earlier deadline; the lock
   * gives itself back an unpark that its pause used up.
   */
  @Rule(28)
  @Test
  void unpark_inCore_isCalledByFew() {
    noClasses()
        .that(areNoneOf(WAITER, SHORT_LOCK, PARKED_THREAD, DEADLINE_TIMER))
        .should()
        .callMethod(LockSupport.class, "unpark", Thread.class)
        .check(CORE);
  }

  @Test
  void clocksAndParks_ofTheJdk_areCalledByTheTimeSourceOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(TimeSource.class.getName())
        .should()
        .callMethodWhere(target(nameMatching("park.*")).and(targetOwner(type(LockSupport.class))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("nanoTime|currentTimeMillis")).and(targetOwner(type(System.class))))
        .orShould()
        .callMethodWhere(target(nameMatching("now")).and(targetOwner(type(Instant.class))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CORE);
  }

  @Rule(28)
  @Test
  void park_ofTheTimeSource_isCalledByFew() {
    noClasses()
        .that(
            areNoneOf(
                WAITER,
                SHORT_LOCK,
                INTERRUPTIBLE_REGION,
                DEADLINE_TIMER,
                OBSERVERS,
                TimeSource.class.getName()))
        .should()
        .callMethodWhere(target(nameMatching("park.*")).and(targetOwner(type(TimeSource.class))))
        .check(CORE);
  }

  @Rule(28)
  @Test
  void channelPackage_waiting_isDoneByItsOwnMeansOnly() {
    noClasses()
        .that()
        .resideInAPackage(CHANNEL)
        .should()
        .callMethodWhere(
            target(nameMatching("wait|notify|notifyAll")).and(targetOwner(type(Object.class))))
        .orShould()
        .callMethodWhere(target(nameMatching("sleep|join")).and(targetOwner(type(Thread.class))))
        .orShould()
        .dependOnClassesThat(
            describe(
                "synchronizers",
                (JavaClass one) ->
                    one.getPackageName().equals("java.util.concurrent.locks")
                        && !one.isEquivalentTo(LockSupport.class)))
        .check(CORE);
  }

  /** A semaphore's lock is held for a few steps; what takes longer waits on a channel. */
  @Rule(28)
  @Test
  void syncPackage_waiting_isDoneOnChannelsOnly() {
    noClasses()
        .that()
        .resideInAPackage(SYNC)
        .should()
        .callMethodWhere(
            target(nameMatching("wait|notify|notifyAll")).and(targetOwner(type(Object.class))))
        .orShould()
        .callMethodWhere(target(nameMatching("sleep|join")).and(targetOwner(type(Thread.class))))
        .orShould()
        .dependOnClassesThat(
            describe(
                "synchronizers",
                (JavaClass one) ->
                    one.getPackageName().equals("java.util.concurrent.locks")
                        && !one.isEquivalentTo(ReentrantLock.class)))
        .check(CORE);
  }

  @Rule(41)
  @Test
  void channelPackage_threads_areNeverStarted() {
    noClasses()
        .that()
        .resideInAPackage(CHANNEL)
        .should()
        .callConstructorWhere(
            targetOwner(describe("threads", one -> one.isAssignableTo(Thread.class))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("start.*|ofVirtual|ofPlatform"))
                .and(targetOwner(type(Thread.class))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executors.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Timer")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
        .check(CORE);
  }

  @Rule(28)
  @Test
  void core_methods_areNotSynchronized() {
    noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(CORE);
  }

  @Rule(28)
  @Test
  void core_sources_haveNoSynchronizedBlock() throws IOException {
    // Comments and literals may name it. Tests run in the directory of the module.
    Pattern prose = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"");
    Pattern keyword = Pattern.compile("\\bsynchronized\\b");
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
      assertThat(sources).hasSizeGreaterThan(20);
      for (Path source : sources) {
        String code = prose.matcher(Files.readString(source)).replaceAll("");
        if (keyword.matcher(code).find()) {
          found.add(source);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void moduleDescriptor_exports_areThePublicPackages() throws IOException {
    try (InputStream descriptor = CORE_LOCATION.resolve("module-info.class").toURL().openStream()) {
      ModuleDescriptor module = ModuleDescriptor.read(descriptor);
      assertThat(module.name()).isEqualTo("io.sluice.core");
      assertThat(module.isOpen()).isFalse();
      assertThat(module.opens()).isEmpty();
      assertThat(module.exports())
          .allSatisfy(exported -> assertThat(exported.isQualified()).isFalse())
          .extracting(ModuleDescriptor.Exports::source)
          .containsExactlyInAnyOrder(CHANNEL, CONTEXT, SCOPE, SYNC, TIME);
    }
  }

  @Test
  void channelPackage_publicTypes_areTheApi() {
    assertThat(publicTopLevelTypes(CHANNEL)).isEqualTo(CHANNEL_API);
  }

  @Test
  void contextPackage_publicTypes_areTheApi() {
    assertThat(publicTopLevelTypes(CONTEXT)).isEqualTo(CONTEXT_API);
  }

  @Test
  void scopePackage_publicTypes_areTheApi() {
    assertThat(publicTopLevelTypes(SCOPE)).isEqualTo(SCOPE_API);
  }

  @Test
  void syncPackage_publicTypes_areTheApi() {
    assertThat(publicTopLevelTypes(SYNC)).isEqualTo(SYNC_API);
  }

  @Test
  void timePackage_publicTypes_areTheApi() {
    assertThat(publicTopLevelTypes(TIME)).isEqualTo(Set.of("TimeSource"));
  }

  private static Set<String> publicTopLevelTypes(String packageName) {
    return CORE.stream()
        .filter(one -> one.getPackageName().equals(packageName))
        .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC) && one.isTopLevelClass())
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
  }

  @Test
  void publicMethods_signatures_showPublicTypesOnly() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .haveRawReturnType(isVisible())
        .andShould()
        .haveRawParameterTypes(describe("visible", types -> types.stream().allMatch(isVisible())))
        .check(CORE);
  }

  private static DescribedPredicate<JavaClass> isVisible() {
    return describe(
        "visible",
        one -> {
          JavaClass element = one.getBaseComponentType();
          return element.isPrimitive() || element.getModifiers().contains(JavaModifier.PUBLIC);
        });
  }
}
