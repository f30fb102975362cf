package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import dev.loomray.internal.base.Threads;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that forks: when it sleeps, how far it goes, and what happens when it cannot. */
class EngineOwnerTest {
  private static final int MOST_UNSTARTED = 4096;

  private final FakeClock clock = new FakeClock();
  private final Timers timers = new Timers(clock, new FakeReports());
  private final Queue<Thread> daemons = new ConcurrentLinkedQueue<>();
  private final FakeThreads daemonsOnly = new FakeThreads();
  private final ThreadFactory real = daemonsOnly.virtual();
  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile ThreadFactory virtual = real;

  private final ReferenceEngine engine =
      new ReferenceEngine(
          "engine",
          new Environment(
              clock,
              new Recorded(),
              Thread::onSpinWait,
              new FakeReclaim(),
              new FakeStorage(),
              new Random(1),
              new FakeReports()),
          timers);

  /** Threads whose daemons are known to the test. */
  private final class Recorded implements Threads {
    @Override
    public Thread startDaemon(String name, Runnable body) {
      Thread thread = daemonsOnly.startDaemon(name, body);
      daemons.add(thread);
      return thread;
    }

    @Override
    public ThreadFactory virtual() {
      return body -> virtual.newThread(body);
    }

    @Override
    public int processors() {
      return 2;
    }

    @Override
    public Runnable onExit(String name, Runnable hook) {
      return () -> {};
    }
  }

  @AfterEach
  void end() {
    gate.countDown();
    engine.shutdown();
    await().until(engine::isTerminated);
  }

  @Test
  void sleepsWhileThereIsNothingToDo() throws Exception {
    engine.open();
    sleeps();
    CountDownLatch ran = new CountDownLatch(1);
    engine.background(ran::countDown);
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    sleeps();
  }

  @Test
  void sleepsUntilTheNextTimer() {
    engine.open();
    timers.schedule(timers.prepare(TimeUnit.HOURS.toNanos(1), () -> {}));
    sleeps();
  }

  @Test
  void sleepsWhileTasksRun() throws Exception {
    engine.open();
    CountDownLatch running = new CountDownLatch(1);
    engine.background(
        () -> {
          running.countDown();
          pass(gate);
        });
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    sleeps();
  }

  @Test
  void makesNoMoreThreadsThanMayWaitForTheirTurn() throws Exception {
    CountDownLatch turn = new CountDownLatch(1);
    virtual = body -> counted(() -> after(turn, body));
    engine.open();
    int all = MOST_UNSTARTED + 3_000;
    CountDownLatch running = new CountDownLatch(all);
    for (int i = 0; i < all; i++) {
      engine.background(
          () -> {
            running.countDown();
            pass(gate);
          });
    }
    await().until(() -> made.get() == MOST_UNSTARTED);
    sleeps();
    assertThat(made).hasValue(MOST_UNSTARTED);
    turn.countDown();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made).hasValue(all);
  }

  @Test
  void aTimerThatComesWhileItSleepsWakesIt() {
    engine.open();
    sleeps();
    AtomicInteger runs = new AtomicInteger();
    timers.schedule(timers.prepare(TimeUnit.SECONDS.toNanos(1), runs::incrementAndGet));
    clock.advance(Duration.ofSeconds(1));
    await().until(() -> runs.get() == 1);
  }

  @Test
  void workThatThrowsIsFinishedLikeAnyOther() {
    engine.open();
    engine.start(new Told(true));
    engine.background(EngineOwnerTest::fail);
    endsAfterWhatIsUnfinished();
  }

  @Test
  void aCallbackThatThrowsIsFinishedOnce() {
    engine.open();
    for (int i = 0; i < 10; i++) {
      engine.callback(EngineOwnerTest::fail);
    }
    endsAfterWhatIsUnfinished();
  }

  /** Neither before what runs has ended, as if there were less, nor never, as if there were more. */
  private void endsAfterWhatIsUnfinished() {
    CountDownLatch running = new CountDownLatch(1);
    engine.background(
        () -> {
          running.countDown();
          pass(gate);
        });
    pass(running);
    engine.shutdown();
    CountDownLatch late = new CountDownLatch(1);
    engine.background(late::countDown);
    pass(late);
    assertThat(engine.isTerminated()).isFalse();
    gate.countDown();
    await().until(engine::isTerminated);
  }

  @Test
  void aRefusalThatCannotBeToldIsTriedAgain() {
    AtomicInteger refusals = new AtomicInteger(3);
    virtual = body -> refusals.getAndDecrement() > 0 ? refuse() : real.newThread(body);
    Told work = new Told(false);
    engine.open();
    engine.start(work);
    await().until(() -> work.refusals.get() == 2);
    engine.shutdown();
    await().until(engine::isTerminated);
    assertThat(work.runs).hasValue(0);
    assertThat(work.refusals).hasValue(2);
  }

  @Test
  void whenItsThreadsHaveNoScopeWorkRunsOnDaemons() throws Exception {
    daemonsOnly.hold();
    ReferenceEngine broken =
        new ReferenceEngine(
            "broken", environmentWithoutVirtualThreads(), new Timers(clock, new FakeReports()));
    broken.open();
    CountDownLatch before = new CountDownLatch(1);
    broken.background(before::countDown);
    daemonsOnly.release();
    assertThat(before.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(broken.isTerminated()).isTrue();
    CountDownLatch after = new CountDownLatch(1);
    broken.background(after::countDown);
    assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
    engine.open();
  }

  private Environment environmentWithoutVirtualThreads() {
    Threads none =
        new Threads() {
          @Override
          public Thread startDaemon(String name, Runnable body) {
            return daemonsOnly.startDaemon(name, body);
          }

          @Override
          public ThreadFactory virtual() {
            throw new Stackless();
          }

          @Override
          public int processors() {
            return 2;
          }

          @Override
          public Runnable onExit(String name, Runnable hook) {
            return () -> {};
          }
        };
    return new Environment(
        clock,
        none,
        Thread::onSpinWait,
        new FakeReclaim(),
        new FakeStorage(),
        new Random(1),
        new FakeReports());
  }

  /** Work that throws when it runs, and when it is refused for the first time. */
  private static final class Told implements TaskEngine.Work {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger refusals = new AtomicInteger();
    private final boolean throwing;

    Told(boolean throwing) {
      this.throwing = throwing;
    }

    @Override
    public void run(TaskPlace place) {
      runs.incrementAndGet();
      if (throwing) {
        fail();
      }
    }

    @Override
    public boolean refused(Throwable reason) {
      if (refusals.incrementAndGet() == 1) {
        fail();
      }
      return true;
    }
  }

  private void sleeps() {
    await().until(() -> LockSupport.getBlocker(daemons.element()) == engine);
  }

  private Thread counted(Runnable body) {
    made.incrementAndGet();
    return real.newThread(body);
  }

  private static void after(CountDownLatch latch, Runnable body) {
    pass(latch);
    body.run();
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fail() {
    throw new Stackless();
  }

  private static Thread refuse() {
    throw new Stackless();
  }
}
