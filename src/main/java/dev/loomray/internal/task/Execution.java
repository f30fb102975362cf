package dev.loomray.internal.task;

import dev.loomray.ActorHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node whose code a thread runs. The thread may run another as soon as this one has left it, and must not be interrupted
 * for this one then:
 *
 * <pre>
 *   OPEN ──stopped──▶ SENDING ──interrupt()──▶ SENT      by whoever stops it
 *     │                                          │
 *     └────────────────── leave ─────────────────┴──▶ CLOSED   by its thread, which takes the flag back
 * </pre>
 *
 * <table>
 *   <caption>fields</caption>
 *   <tr><th>field</th><th>read</th><th>write</th><th>guard</th></tr>
 *   <tr><td>place</td><td>plain</td><td>plain</td><td>its own thread; who interrupts it has moved the interrupt word from
 *   OPEN to SENDING before it reads; for people what may be old</td></tr>
 *   <tr><td>interrupt</td><td>volatile</td><td>CAS</td><td></td></tr>
 * </table>
 *
 * @param <T> the type of the result
 */
public abstract class Execution<T extends @Nullable Object> extends Node<T> {
  private static final byte CLOSED = 0;
  private static final byte OPEN = 1;
  private static final byte SENDING = 2;
  private static final byte SENT = 3;

  private static final VarHandle INTERRUPT;

  static {
    try {
      INTERRUPT = MethodHandles.lookup().findVarHandle(Execution.class, "interrupt", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // its own thread opens and closes it, whoever stops it sends
  private volatile byte interrupt; // CLOSED; no initial write, which would be a fence

  // its own thread writes, any thread reads: after the interrupt word, or for people
  private @Nullable Place place;

  public Execution(Owner owner) {
    super(owner);
  }

  /** Which attempt runs, from 1. */
  public abstract int attempt();

  /** What it runs, or will run; null once nobody needs it. */
  public abstract @Nullable Call call();

  /** Whether what is large of its arguments and its result goes through the store. */
  public abstract boolean isStored();

  /** Its thread has stopped to use processors, or goes on to use them. */
  public abstract void usesCpus(boolean uses);

  /** The actor whose call this is; empty for a task. */
  public Optional<ActorHandle<?>> actor() {
    return Optional.empty();
  }

  /** Whether the actor whose call this is has been restarted. */
  public boolean wasRestarted() {
    return false;
  }

  /** What lets its thread run; null while none does. */
  public @Nullable Place place() {
    return place;
  }

  /** The thread that runs it, if any. */
  public final @Nullable Thread runner() {
    Place at = place;
    return at == null ? null : at.thread();
  }

  /** What its thread waits for, for people; null if it does not wait in a call of ours. */
  public final @Nullable Object blockedOn() {
    Place at = place;
    return at == null ? null : at.blockedOn();
  }

  /** The wait that its thread has published, if it can only end when that does. */
  @Override
  public List<? extends Awaited> behind() {
    if (isSettled() || deadline() != null || interrupt == CLOSED) {
      return List.of();
    }
    Place at = place;
    WaitEdge edge = at == null ? null : at.bottom().edge();
    return edge != null && edge.holds(this) ? List.of(edge) : List.of();
  }

  @Override
  public String because(Awaited next) {
    return next instanceof WaitEdge edge && edge.isOf(this)
        ? ""
        : "runs " + next.describe() + " on its thread";
  }

  /** Its code begins on this thread. */
  public final void enter(Place at) {
    place = at;
    INTERRUPT.setRelease(this, OPEN); // whoever stops it and finds it closed looks again
  }

  /** Its code has left its thread, which takes back an interrupt that was sent for it. */
  public final void leave() {
    while (interrupt != CLOSED && !INTERRUPT.compareAndSet(this, OPEN, CLOSED)) {
      if (interrupt == SENT) {
        Thread.interrupted();
        interrupt = CLOSED;
      } else {
        owner().env().idle().spin(); // for the moment that another thread needs to send it
      }
    }
    place = null; // a ref keeps no thread
  }

  /** A task that ran on this one's thread has taken its interrupt away: it comes back if it was meant for this one. */
  public final void interruptAgain() {
    while (interrupt == SENDING) {
      owner().env().idle().spin(); // for the moment that another thread needs to send it
    }
    if (interrupt == SENT) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the thread that runs it, once; false if the code has left it. */
  public final boolean interrupt() {
    if (!INTERRUPT.compareAndSet(this, OPEN, SENDING)) {
      byte now = interrupt;
      return now == SENDING || now == SENT;
    }
    try {
      Thread thread = runner(); // the thread that has opened it, and waits now before it leaves
      if (thread != null) {
        thread.interrupt();
      }
    } finally { // what a user's channel does when it is interrupted may throw
      interrupt = SENT;
    }
    return true;
  }
}
