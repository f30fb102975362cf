package dev.loomray.internal.task;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Idle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A moment of looking again and again before a thread parks, for one kind of wait. To be woken costs tens of microseconds, to
 * look costs a processor. So it is done where the last waits of this kind were short, by one thread at a time, and never on a
 * single processor:
 *
 * <pre>
 *   credit 0 … MOST:   + 1 for a wait that ended while it looked, or soon after it had parked
 *                      − 1 for one that did not
 *   looks while credit is above 0
 * </pre>
 */
public final class Spin {
  /** A wait that ends sooner was worth looking. */
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final int MOST = 8;
  private static final int ROUNDS_BETWEEN = 64;

  // immutable
  private final Idle idle;
  private final int rounds;
  private final AtomicBoolean taken = new AtomicBoolean();

  // any thread; a race forgets one of several waits, which does no harm
  private int credit = MOST / 2;

  private Spin(Environment env, int rounds) {
    this.idle = env.idle();
    this.rounds = env.threads().processors() > 1 ? rounds : 0;
  }

  /** For a thread of the system's, some fifty microseconds; now and then it lets others have the processor. */
  public static Spin ofPlatformThread(Environment env) {
    return new Spin(env, 16 * ROUNDS_BETWEEN);
  }

  /** For a virtual thread, which keeps others from its carrier: a few microseconds. */
  public static Spin ofVirtualThread(Environment env) {
    return new Spin(env, 4 * ROUNDS_BETWEEN);
  }

  /** Looks for a while if that pays; whether the condition holds then. */
  public boolean await(BooleanSupplier done) {
    if (done.getAsBoolean()) {
      return true;
    }
    if (rounds == 0 || credit <= 0 || !taken.compareAndSet(false, true)) {
      return false;
    }
    try {
      boolean held = look(done);
      credit(held ? 1 : -1);
      return held;
    } finally {
      taken.set(false);
    }
  }

  private boolean look(BooleanSupplier done) {
    for (int i = 1; i <= rounds; i++) {
      if (i % ROUNDS_BETWEEN == 0 && i < rounds) {
        idle.giveWay();
      } else {
        idle.spin();
      }
      if (done.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** A thread has parked, for so long. */
  public void parked(long nanos) {
    if (rounds > 0 && nanos < SHORT_NANOS) {
      credit(1);
    }
  }

  private void credit(int change) {
    credit = Math.clamp((long) credit + change, 0, MOST);
  }
}
