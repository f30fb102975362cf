package dev.loomray.internal.actor;

import dev.loomray.internal.task.TaskEngine;
import dev.loomray.internal.task.TaskPlace;
import org.jspecify.annotations.Nullable;

/** Runs a batch of an actor that blocks, or may, on a lease: there it costs no platform thread. */
final class VirtualBatch implements TaskEngine.Work {
  private static final long SHORT_NANOS = 1_000_000;

  private final Carriers carriers;
  private final Inbox inbox;

  VirtualBatch(Carriers carriers, Inbox inbox) {
    this.carriers = carriers;
    this.inbox = inbox;
  }

  @Override
  public void run(TaskPlace place) {
    OnLease batch = new OnLease(carriers, place);
    long start = carriers.nanoTime();
    boolean again = batch.run(inbox);
    long end = carriers.nanoTime();
    inbox.temper(inbox.temper().endedVirtually(batch.waited || end - start > SHORT_NANOS, end));
    if (again) {
      carriers.ready(inbox);
    }
  }

  @Override
  public boolean refused(Throwable reason) {
    return false; // tried again
  }

  private static final class OnLease extends Batch {
    private final TaskPlace place;
    private boolean waited;

    OnLease(Carriers carriers, TaskPlace place) {
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
      return place.thread();
    }

    @Override
    public void waits() {
      waited = true;
      place.waits();
    }

    @Override
    public void goesOn() {
      place.goesOn();
    }
  }
}
