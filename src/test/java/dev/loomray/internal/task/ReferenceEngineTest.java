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
import dev.loomray.internal.base.Threads;
import dev.loomray.internal.runtime.Boot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ReferenceEngineTest {
  private static final String ALL_FREE =
      "cpus 2 of 2 free, 0 tasks queued for resources, 0 tasks unfinished, 0 timers";
  private static final OutOfMemoryError NO_THREAD =
      new OutOfMemoryError("unable to create native thread");

  @Test
  void oneThreadThatCannotBeHadFailsThatTaskAlone() {
    AtomicInteger refusals = new AtomicInteger();
    try (Ray ray = rayOn(refusing(() -> refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0))) {
      assertThat(ray.call(() -> 1).get()).isEqualTo(1);
      refusals.set(1);
      ObjectRef<Integer> refused =
          ray.options(o -> o.name("refused").cpus(2).retries(3)).call(() -> 2);
      assertThatThrownBy(refused::get)
          .isInstanceOf(TaskException.class)
          .hasMessageStartingWith(
              "task refused failed on attempt 1: java.lang.OutOfMemoryError:"
                  + " unable to create native thread")
          .hasMessageEndingWith("not retried: no thread could be started for it")
          .cause()
          .isSameAs(NO_THREAD);
      assertThat(ray.options(o -> o.cpus(2)).call(() -> 3).get()).isEqualTo(3);
      assertThat(ray.awaitIdle(Duration.ofSeconds(10))).isTrue();
      assertThat(ray.dump()).contains("cpus 2 of 2 free", "0 tasks unfinished");
    }
  }

  @Test
  void whateverThreadsCannotBeHadNothingIsLost() {
    Random random = new Random(5);
    AtomicInteger refusals = new AtomicInteger();
    BooleanSupplier sometimes =
        () -> random.nextInt(10) == 0 && refusals.incrementAndGet() > 0; // by the owner alone
    try (Home home = Home.open(2, refusing(sometimes))) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        tasks.add(home.submit(i % 2 == 0 ? Settings.DEFAULT.cpus(1) : Settings.DEFAULT, () -> 1));
      }
      await().until(() -> home.dump().startsWith(ALL_FREE));
      List<Task<Integer>> failed = tasks.stream().filter(task -> task.failed() != null).toList();
      assertThat(tasks).allMatch(Ref::isReady);
      assertThat(failed).hasSize(refusals.get()).isNotEmpty();
      assertThat(failed).allMatch(task -> task.failed().failure().cause() == NO_THREAD);
    }
  }

  @Test
  void aFactoryThatGivesNoThreadFailsThatTask() {
    AtomicInteger made = new AtomicInteger();
    ThreadFactory real = Thread.ofVirtual().factory();
    try (Ray ray = rayOn(body -> made.incrementAndGet() == 1 ? null : real.newThread(body))) {
      assertThatThrownBy(ray.call(() -> 1)::get)
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(RejectedExecutionException.class);
      assertThat(ray.call(() -> 2).get()).isEqualTo(2);
    }
  }

  @Test
  void workOfOursThatGetsNoThreadComesLaterInstead() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = rayOn(refusing(() -> refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0))) {
      CountDownLatch running = new CountDownLatch(1);
      CompletableFuture<Integer> future =
          ray.call(
                  () -> {
                    running.countDown();
                    gate.await();
                    return 7;
                  })
              .toFuture();
      running.await();
      refusals.set(3);
      gate.countDown();
      assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(refusals).hasValue(0);
    }
  }

  @Test
  void aBacklogOfManyTasksRunsWithoutALoss() {
    try (Home home = Home.held(2)) {
      AtomicInteger runs = new AtomicInteger();
      for (int i = 0; i < 20_000; i++) {
        home.submit(Settings.DEFAULT, runs::incrementAndGet);
      }
      home.threads.release();
      await().until(() -> home.dump().startsWith(ALL_FREE));
      assertThat(runs).hasValue(20_000);
    }
  }

  @Test
  void tasksThatBlockDoNotKeepOthersFromStarting() throws Exception {
    try (Home home = Home.held(2)) {
      CountDownLatch blocked = new CountDownLatch(10_000);
      CountDownLatch gate = new CountDownLatch(1);
      for (int i = 0; i < 10_000; i++) {
        home.submit(
            Settings.DEFAULT,
            () -> {
              blocked.countDown();
              gate.await();
              return 1;
            });
      }
      home.threads.release();
      assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
      gate.countDown();
      await().until(() -> home.dump().startsWith(ALL_FREE));
    }
  }

  @Test
  void tasksThatComeFromManyThreadsAllRun() throws Exception {
    try (Home home = Home.open(2)) {
      AtomicInteger runs = new AtomicInteger();
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        submitters.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int n = 0; n < 5_000; n++) {
                        home.submit(Settings.DEFAULT, runs::incrementAndGet);
                      }
                    }));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      await().until(() -> home.dump().startsWith(ALL_FREE));
      assertThat(runs).hasValue(20_000);
    }
  }

  @Test
  void startsATaskThatComesWhileItSleeps() {
    try (Home home = Home.open(2)) {
      for (int i = 0; i < 2_000; i++) {
        Task<Integer> task = home.submit(Settings.DEFAULT, () -> 1);
        home.owner.waits().get(task);
      }
    }
  }

  @Test
  void runsATimerThatIsSetWhileItSleeps() {
    try (Home home = Home.open(2)) {
      CountDownLatch ran = new CountDownLatch(1);
      Timers timers = home.owner.timers();
      timers.schedule(timers.prepare(Duration.ofHours(1).toNanos(), () -> {}));
      timers.schedule(timers.prepare(Duration.ofSeconds(5).toNanos(), ran::countDown));
      home.clock.advance(Duration.ofSeconds(5));
      await().until(() -> ran.getCount() == 0);
      assertThat(timers.size()).isEqualTo(1);
    }
  }

  @Test
  void endsOnlyWhenEverythingHasEnded() throws Exception {
    try (Home home = Home.open(2)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      TaskEngine engine = home.owner.engine();
      engine.background(
          () -> {
            running.countDown();
            awaitThroughInterrupts(gate);
          });
      running.await();
      engine.shutdown();
      CountDownLatch late = new CountDownLatch(1);
      engine.background(late::countDown);
      assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(engine.isTerminated()).isFalse();
      gate.countDown();
      await().until(engine::isTerminated);
    }
  }

  @Test
  void nobodyWaitsForACallback() throws Exception {
    try (Home home = Home.open(2)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      TaskEngine engine = home.owner.engine();
      engine.callback(
          () -> {
            running.countDown();
            awaitThroughInterrupts(gate);
          });
      running.await();
      engine.shutdown();
      await().until(engine::isTerminated);
      gate.countDown();
    }
  }

  @Test
  void workThatIsStartedAfterTheEndStillRuns() throws Exception {
    try (Home home = Home.open(2)) {
      TaskEngine engine = home.owner.engine();
      engine.shutdown();
      await().until(engine::isTerminated);
      CountDownLatch ran = new CountDownLatch(2);
      engine.background(ran::countDown);
      engine.callback(ran::countDown);
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void workThatThrowsIsNoHarm() throws Exception {
    try (Home home = Home.open(2)) {
      home.owner
          .engine()
          .background(
              () -> {
                throw new Stackless();
              });
      assertThat(home.submit(Settings.DEFAULT, () -> 1).get()).isEqualTo(1);
    }
  }

  @Test
  void itsTasksHaveTheClassLoaderOfWhoeverMadeIt() throws Exception {
    ClassLoader mine = new ClassLoader(getClass().getClassLoader()) {};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(mine);
    try (Home home = Home.open(2)) {
      thread.setContextClassLoader(before);
      Task<ClassLoader> task =
          home.submit(Settings.DEFAULT, () -> Thread.currentThread().getContextClassLoader());
      assertThat(task.get()).isSameAs(mine);
    }
  }

  private static void awaitThroughInterrupts(CountDownLatch gate) {
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  private static ThreadFactory refusing(BooleanSupplier refuses) {
    ThreadFactory real = Thread.ofVirtual().factory();
    return body -> {
      if (refuses.getAsBoolean()) {
        throw NO_THREAD;
      }
      return real.newThread(body);
    };
  }

  private static Ray rayOn(ThreadFactory factory) {
    Environment real = Environment.system(1);
    Threads threads = new FakeThreads(factory);
    return Boot.start(
        config -> config.cpus(2).engine(Engine.REFERENCE),
        new Environment(
            real.clock(),
            threads,
            real.idle(),
            real.reclaim(),
            real.storage(),
            real.random(),
            real.reports()));
  }
}
