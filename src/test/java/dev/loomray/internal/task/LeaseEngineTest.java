package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeThreads;
import dev.loomray.internal.runtime.Boot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LeaseEngineTest {
  private static final int MANY = 2_000;

  private static Ray leases() {
    return Ray.init(c -> c.engine(Engine.LEASES));
  }

  private static Ray leasesOn(BooleanSupplier refuses) {
    Environment real = Environment.system(1);
    ThreadFactory virtual = real.threads().virtual();
    FakeThreads threads =
        new FakeThreads(
            body -> {
              if (refuses.getAsBoolean()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return virtual.newThread(body);
            });
    return Boot.start(
        c -> c.engine(Engine.LEASES),
        new Environment(
            real.clock(),
            threads,
            real.idle(),
            real.reclaim(),
            real.storage(),
            real.random(),
            real.reports()));
  }

  @Test
  void fewThreadsRunManyTasks() {
    try (Ray ray = leases()) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        refs.add(
            ray.run(
                () -> {
                  threads.add(Thread.currentThread());
                }));
      }
      ray.get(refs);
      assertThat(threads).hasSizeLessThan(1_000);
    }
  }

  @Test
  void tasksThatWaitElsewhereAllRunAtOnceAndTheirLeasesEndAgain() {
    try (Ray ray = leases()) {
      CountDownLatch all = new CountDownLatch(MANY);
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        refs.add(
            ray.run(
                () -> {
                  all.countDown();
                  all.await();
                }));
      }
      ray.get(refs);
      await().atMost(Duration.ofSeconds(30)).until(() -> isAtRest(ray));
    }
  }

  /** No lease works, and there are no more than processors. */
  private static boolean isAtRest(Ray ray) {
    Matcher found = Pattern.compile(", (\\d+) leases, 0 of (\\d+) at work, ").matcher(ray.dump());
    return found.find() && Integer.parseInt(found.group(1)) <= Integer.parseInt(found.group(2));
  }

  @Test
  void aTaskWithItsOwnThreadSharesItWithNobody() throws InterruptedException {
    try (Ray ray = leases()) {
      Thread own = ray.options(o -> o.ownThread()).call(Thread::currentThread).get();
      own.join();
      for (int i = 0; i < 100; i++) {
        assertThat(ray.call(Thread::currentThread).get()).isNotSameAs(own);
      }
    }
  }

  @Test
  void withoutAnyThreadTheTaskFailsAndTheNextOneRuns() {
    AtomicInteger refusals = new AtomicInteger(1);
    try (Ray ray = leasesOn(() -> refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0)) {
      assertThatThrownBy(ray.options(o -> o.name("refused")).call(() -> 2)::get)
          .isInstanceOf(TaskException.class)
          .hasMessageStartingWith("task refused failed on attempt 1: java.lang.OutOfMemoryError:")
          .hasMessageEndingWith("not retried: no thread could be started for it");
      assertThat(ray.call(() -> 3).get()).isEqualTo(3);
      assertThat(ray.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void whateverThreadsCannotBeHadNothingIsLost() {
    Random random = new Random(5);
    try (Ray ray = leasesOn(() -> random.nextInt(3) == 0)) { // by the owner alone
      List<ObjectRef<Integer>> refs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        int n = i;
        refs.add(ray.options(o -> n % 3 == 0 ? o.ownThread() : o).call(() -> n));
      }
      int ended = ray.waitFor(MANY, refs, Duration.ofSeconds(20)).ready().size();
      assertThat(ended).isEqualTo(MANY);
      assertThat(ray.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }
}
