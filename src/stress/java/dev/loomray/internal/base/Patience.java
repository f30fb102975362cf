package dev.loomray.internal.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs what has to be woken by another thread. If that does not happen, the waiting thread is poked
 * with an interrupt, so that a lost wake-up is an outcome and not a test that hangs.
 */
public final class Patience {
  /** The outcome of a wait that nobody ended. */
  public static final String LOST = "lost";

  private static final String WOKEN = "woken";
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long AFTER_THE_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final AtomicLong LIMIT_NANOS = new AtomicLong(LOST_NANOS);
  private static final List<Wait> WAITS = new CopyOnWriteArrayList<>();
  private static final ThreadLocal<Wait> MINE = ThreadLocal.withInitial(Patience::register);

  static {
    Thread.ofPlatform().daemon().name("patience").start(Patience::watch);
  }

  private Patience() {}

  /** What the body answers, or {@link #LOST} if it had to be poked. */
  public static String await(Supplier<String> body) {
    Thread.interrupted(); // meant for what this thread ran before
    Wait wait = MINE.get();
    wait.begin();
    String answer = LOST;
    try {
      answer = body.get();
    } catch (RuntimeException e) {
      if (!wait.poked) {
        throw e;
      }
    } finally {
      wait.end();
    }
    return wait.wasPoked() ? LOST : answer;
  }

  /** Waits on a signal as its users do; "woken", or {@link #LOST}. */
  public static String until(Signal signal, BooleanSupplier done) {
    return await(
        () -> {
          signal.enter();
          try {
            return park(done);
          } finally {
            signal.leave();
          }
        });
  }

  /** Parks until the condition holds. */
  public static String park(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.park();
    }
    return WOKEN;
  }

  private static Wait register() {
    Wait wait = new Wait();
    WAITS.add(wait);
    return wait;
  }

  private static void watch() {
    while (true) {
      LockSupport.parkNanos(LIMIT_NANOS.get() / 8);
      WAITS.forEach(Wait::pokeIfLate);
    }
  }

  /** A wait of one thread, which is not held longer: it holds all that its test has made. */
  private static final class Wait {
    private volatile Thread thread;
    private volatile long since;
    private volatile boolean poked;

    void begin() {
      since = System.nanoTime();
      thread = Thread.currentThread();
    }

    void end() {
      thread = null;
    }

    void pokeIfLate() {
      Thread late = thread;
      if (late != null && System.nanoTime() - since > LIMIT_NANOS.get()) {
        poked = true;
        LIMIT_NANOS.set(AFTER_THE_FIRST_NANOS); // the test has failed, and may come to its end
        late.interrupt();
      }
    }

    boolean wasPoked() {
      boolean was = poked;
      poked = false;
      return was;
    }
  }
}
