package dev.loomray.model;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One random program, from the start of its Ray to the end. */
public final class Play {
  private static final Duration LONG = Duration.ofDays(1);
  private static final int MOST_MOMENTS = 200;
  private static final Duration A_MOMENT = Duration.ofNanos(50_000);

  final Stage stage;
  final Mix mix;
  final Journal journal;
  final Ray ray;
  // held within the code of one task at a time
  final ReentrantLock lock = new ReentrantLock();
  private Hand locking;

  private Play(Stage stage, Mix mix, Random random) {
    this.stage = stage;
    this.mix = mix;
    this.journal = new Journal(stage);
    long seed = random.nextLong();
    this.ray = stage.start(config -> config.cpus(Journal.CPUS).gpus(Journal.GPUS).seed(seed));
  }

  /**
   * Plays a program of this mix; a wrong answer is told to the stage.
   *
   * @return the refs that it had
   */
  public static List<ObjectRef<Integer>> play(Stage stage, Mix mix, Random random) {
    return played(stage, mix, random).journal.fates().stream().map(Fate::ref).toList();
  }

  /** Plays a program whose mix is comparable; how each task ended, by its number. */
  public static Map<Integer, Finding> findings(Stage stage, Mix mix, Random random) {
    return Finding.of(played(stage, mix, random).journal.fates());
  }

  private static Play played(Stage stage, Mix mix, Random random) {
    Play play = new Play(stage, mix, random);
    try {
      play.run(random);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    return play;
  }

  private void run(Random random) throws InterruptedException {
    boolean closes = mix.closed().happens(random);
    int hands = 1 + random.nextInt(3);
    CountDownLatch atWork = new CountDownLatch(hands);
    for (int i = 0; i < hands; i++) {
      Random own = new Random(random.nextLong());
      stage.start(() -> work(new Hand(this, null, own, 0, known()), atWork));
    }
    if (closes) {
      closeSoon(random);
    }
    atWork.await();
    if (!closes) {
      settle(random);
      close();
    }
    checkClosed();
  }

  private static void work(Hand hand, CountDownLatch atWork) {
    try {
      Marks.leave("outside");
      Marks.bound("outside", hand::actWhile);
    } catch (Exception e) {
      throw new AssertionError("outside of tasks nothing may be thrown", e);
    } finally {
      atWork.countDown();
    }
  }

  private Known known() {
    return mix.isComparable() ? new Known.Own(journal) : new Known.Everything(journal);
  }

  /** Whether a hand outside of tasks has done enough. */
  boolean isEnough(int acts) {
    return mix.isComparable()
        ? acts >= mix.tasks()
        : journal.size() >= mix.tasks() || journal.isClosing();
  }

  private void closeSoon(Random random) throws InterruptedException {
    int started = random.nextInt(mix.tasks());
    for (int moments = 0; journal.size() < started && moments < MOST_MOMENTS; moments++) {
      ray.sleep(A_MOMENT);
    }
    List<CountDownLatch> closing = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      CountDownLatch closed = new CountDownLatch(1);
      closing.add(closed);
      stage.start(
          () -> {
            close();
            closed.countDown();
          });
    }
    for (CountDownLatch closed : closing) {
      closed.await();
    }
  }

  private void close() {
    journal.closing();
    ray.close();
  }

  /** Everything that was started comes to its end. */
  private void settle(Random random) {
    Hand reader = new Hand(this, null, random, 0, known());
    if (mix.isComparable()) {
      check(ray.awaitIdle(LONG), "never idle");
    }
    for (Fate fate : journal.fates()) {
      if (mix.reads().happens(random)) {
        reader.read(fate, mix.isComparable() ? -1 : reader.limit());
      } else {
        stage.forget(fate.ref());
      }
    }
    check(ray.awaitIdle(LONG), "never idle");
    journal.fates().forEach(this::checkEnded);
    String resources =
        "cpus %d of %<d free, gpus %d of %<d free".formatted(Journal.CPUS, Journal.GPUS);
    check(ray.dump().contains(resources), () -> "resources are not given back: " + ray.dump());
  }

  private void checkClosed() {
    journal.fates().forEach(this::checkEnded);
    String nothing = "0 tasks queued for resources, 0 tasks unfinished, 0 timers";
    check(ray.dump().contains(nothing), () -> "something is left: " + ray.dump());
  }

  /** The lock is taken, or about to be given back. */
  void locks(Hand before, Hand now) {
    check(locking == before && lock.isHeldByCurrentThread(), "two tasks hold one lock");
    locking = now;
  }

  void checkEnded(Fate fate) {
    fate.check(fate.ref().isReady(), "is not ready at the end");
    fate.check(!fate.isRunning(), "still runs at the end");
  }

  void check(boolean holds, String what) {
    check(holds, () -> what);
  }

  void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw journal.violation(what.get());
    }
  }
}
