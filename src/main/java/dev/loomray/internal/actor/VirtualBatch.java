package dev.loomray.internal.actor;

import dev.loomray.internal.task.TaskEngine;
import dev.loomray.internal.task.TaskPlace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch of an actor that blocks, or may, on a lease: there it costs no platform thread. If no lease comes to it soon, a
 * platform thread does; whoever comes first runs it.
 */
final class VirtualBatch implements TaskEngine.Work {
  private static final long SHORT_NANOS = 1_000_000;

  private static final VarHandle BEGUN;

  static {
    try {
      BEGUN = MethodHandles.lookup().findVarHandle(VirtualBatch.class, "begun", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Carriers carriers;
  private final Inbox inbox;
  private final long since;

  // CAS
  private volatile boolean begun;

  VirtualBatch(Carriers carriers, Inbox inbox) {
    this.carriers = carriers;
    this.inbox = inbox;
    this.since = carriers.nanoTime();
  }

  /** When it was sent here. */
  long since() {
    return since;
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void run(TaskPlace place) {
    drain(place);
  }

  /** Runs it on this platform thread, if nobody has begun. */
  void runHere() {
    drain(null);
  }

  private void drain(@Nullable TaskPlace place) {
    if (!BEGUN.compareAndSet(this, false, true)) {
      return;
    }
    Aside batch = new Aside(carriers, place);
    long start = carriers.nanoTime();
    boolean again = batch.run(inbox);
    long end = carriers.nanoTime();
    if (!batch.waited) {
      Temper temper = inbox.temper();
      boolean isLate = end - start > SHORT_NANOS;
      inbox.temper(isLate ? temper.endedLateVirtually(end) : temper.endedVirtually(end));
    }
    if (again) {
      carriers.ready(inbox);
    }
  }

  @Override
  public boolean refused(Throwable reason) {
    return false; // tried again
  }

  private static final class Aside extends Batch {
    private final Thread thread = Thread.currentThread();
    private final @Nullable TaskPlace place;
    private boolean waited;

    Aside(Carriers carriers, @Nullable TaskPlace place) {
      super(carriers.owner());
      this.place = place;
    }

    @Override
    boolean isEnough() {
      return waited;
    }

    @Override
    void turnBegins() {}

    @Override
    void turnEnds() {}

    @Override
    public @Nullable Thread thread() {
      return thread;
    }

    @Override
    public void waits() {
      waited = true;
      if (place != null) {
        place.waits();
      }
    }

    @Override
    public void goesOn() {
      if (place != null) {
        place.goesOn();
      }
    }
  }
}
