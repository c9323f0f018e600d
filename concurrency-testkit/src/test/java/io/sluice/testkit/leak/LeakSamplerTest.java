package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadListing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeakSamplerTest {

  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private final List<SuspectedLeak> suspected = new ArrayList<>();

  @Test
  void sample_steadyLeak_isToldOnceTheWindowIsFull() {
    LeakSampler sampler = prepare(settings());

    for (int i = 0; i < 11; i++) {
      take(sampler, 14L * i);
    }
    assertThat(suspected).isEmpty();
    take(sampler, 14 * 11);

    assertThat(suspected).hasSize(1);
    SuspectedLeak leak = suspected.getFirst();
    assertThat(leak.values()).hasSize(12).startsWith(0L).endsWith(154L);
    assertThat(leak.over()).isEqualTo(Duration.ofMinutes(11));
    assertThat(leak)
        .hasToString(
            "connections rise by 840.0 an hour: from 0 to 154 over 11 min 0 s, at least 0 in the"
                + " first half of it and 84 in the second (standard deviation 48.3)");
  }

  @Test
  void sample_leakGoesOn_isToldOnceUntilItCeased() {
    LeakSampler sampler = prepare(settings());

    for (int i = 0; i < 40; i++) {
      take(sampler, 14L * i);
    }
    assertThat(suspected).hasSize(1);
    for (int i = 0; i < 12; i++) {
      take(sampler, 560);
    }
    for (int i = 0; i < 12; i++) {
      take(sampler, 560 + 14L * i);
    }

    assertThat(suspected).hasSize(2);
  }

  @Test
  void sample_bursts_areNotTold() {
    LeakSampler sampler = prepare(settings());

    for (int i = 0; i < 100; i++) {
      take(sampler, i % 7 < 3 ? 900 : 100);
    }

    assertThat(suspected).isEmpty();
  }

  @Test
  void sample_countFails_isLeftOut() {
    LeakSampler sampler =
        LeakSampler.of(
                "connections",
                () -> {
                  if (count.get() % 2 == 1) {
                    throw new IllegalStateException("odd");
                  }
                  return count.get();
                })
            .window(4)
            .allowing(1, Duration.ofHours(1))
            .onSuspicion(suspected::add)
            .prepare(clock::get);

    for (int i = 0; i < 7; i++) {
      take(sampler, i);
    }

    assertThat(suspected.getFirst().values()).containsExactly(0L, 2L, 4L, 6L);
  }

  @Test
  void sample_listenerFails_goesOn() {
    LeakSampler sampler =
        prepare(
            settings()
                .onSuspicion(
                    leak -> {
                      suspected.add(leak);
                      throw new IllegalStateException("not listening");
                    }));

    for (int i = 0; i < 13; i++) {
      assertThat(take(sampler, 14L * i)).isTrue();
    }

    assertThat(suspected).hasSize(1);
  }

  @Test
  void sample_limits_endIt() {
    LeakSampler bySamples = prepare(settings().stoppingAfter(2));
    assertThat(take(bySamples, 0)).isTrue();
    assertThat(take(bySamples, 0)).isFalse();

    LeakSampler byTime = prepare(settings().stoppingAfter(Duration.ofMinutes(2)));
    assertThat(take(byTime, 0)).isTrue();
    assertThat(take(byTime, 0)).isTrue();
    assertThat(take(byTime, 0)).isFalse();
  }

  @Test
  void start_limitReached_itsThreadEnds() throws InterruptedException {
    CountDownLatch sampled = new CountDownLatch(3);
    LeakSampler sampler =
        LeakSampler.of(
                "calls",
                () -> {
                  sampled.countDown();
                  return sampled.getCount();
                })
            .every(Duration.ofNanos(1))
            .stoppingAfter(3)
            .start();

    sampled.await();
    while (sampler.isRunning()) {
      Thread.onSpinWait();
    }
    awaitNoSampler();
    sampler.close();
  }

  @Test
  void close_running_endsItsThread() throws InterruptedException {
    CountDownLatch sampled = new CountDownLatch(1);
    try (LeakSampler sampler =
        LeakSampler.of(
                "calls",
                () -> {
                  sampled.countDown();
                  return 0;
                })
            .every(Duration.ofDays(1))
            .start()) {
      sampled.await();
      assertThat(sampler.isRunning()).isTrue();
    }
    awaitNoSampler();
  }

  @Test
  void readyMade_countThreads() {
    long virtual = ThreadCounts.virtual();
    long platform = ThreadCounts.platform();
    try (Stuck stuck = new Stuck("x")) {
      for (int i = 0; i < 100; i++) {
        stuck.start(Thread.ofVirtual());
      }
      for (int i = 0; i < 10; i++) {
        stuck.start(Thread.ofPlatform());
      }
      assertThat(ThreadCounts.virtual() - virtual).isBetween(90L, 110L);
      assertThat(ThreadCounts.platform() - platform).isBetween(5L, 15L);
    }
  }

  @Test
  void builder_badInput_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> settings().every(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings().window(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings().allowing(0, Duration.ofHours(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> settings().allowing(1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> settings().stoppingAfter(0));
  }

  /** JUnit is there for tests only: a class that names it could not be loaded in production. */
  @Test
  void classFiles_ofTheSampler_doNotNameJunit() throws IOException {
    for (Class<?> type :
        List.of(
            LeakSampler.class,
            LeakSampler.Builder.class,
            Trend.class,
            SuspectedLeak.class,
            ThreadCounts.class,
            GcProof.class,
            SystemThreads.class)) {
      String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
      try (InputStream in = type.getResourceAsStream(file)) {
        String constants = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(constants).doesNotContain("org/junit/");
      }
    }
  }

  private LeakSampler.Builder settings() {
    return LeakSampler.of("connections", count::get)
        .window(12)
        .allowing(60, Duration.ofHours(1))
        .onSuspicion(suspected::add);
  }

  private LeakSampler prepare(LeakSampler.Builder settings) {
    return settings.prepare(clock::get);
  }

  /** Takes a sample a minute after the one before. */
  private boolean take(LeakSampler sampler, long value) {
    count.set(value);
    boolean more = sampler.sample();
    clock.addAndGet(Duration.ofMinutes(1).toNanos());
    return more;
  }

  private static void awaitNoSampler() {
    while (ThreadListing.best().threads().stream()
        .map(LiveThread::name)
        .anyMatch("testkit-sampler"::equals)) {
      Thread.onSpinWait();
    }
  }
}
