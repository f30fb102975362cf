package dev.loomray.internal.store.segment;

import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.control.Counter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shelves under their lock, which is held for a few steps at a time, and figures that can be read without it. */
final class LockedShelves {
  private final StackSafeLock lock = new StackSafeLock();

  // under the lock
  private final Shelves shelves;
  private long peak;
  private final Control control; // tells others the same figures

  // written under the lock, read by any thread: a figure may be old, but is never torn
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong limit = new AtomicLong();
  private final AtomicInteger segments = new AtomicInteger();
  private final AtomicBoolean wantsMore = new AtomicBoolean();

  LockedShelves(long limit, Control control) {
    this.shelves = new Shelves(limit);
    this.control = control;
    publish();
  }

  @Nullable Block allocate(long bytes) {
    StackRoom.require();
    lock.lock();
    try {
      Block block = shelves.allocate(bytes);
      peak = Math.max(peak, shelves.used());
      publishUse();
      return block;
    } finally {
      lock.unlock();
    }
  }

  /** Answers whether nobody will ever need the segment again, which is off the shelves then. */
  boolean free(Block block) {
    lock.lock();
    try {
      shelves.free(block);
      boolean isLast = shelves.isClosed() && block.segment().isEmpty();
      if (isLast) {
        shelves.remove(block.segment());
        publish();
      } else {
        publishUse();
      }
      return isLast;
    } finally {
      lock.unlock();
    }
  }

  /** Has something done under the lock. */
  <T extends @Nullable Object> T with(Function<Shelves, T> work) {
    StackRoom.require();
    lock.lock();
    try {
      T result = work.apply(shelves);
      publish();
      return result;
    } finally {
      lock.unlock();
    }
  }

  private void publish() {
    publishUse();
    committed.setOpaque(shelves.committed());
    limit.setOpaque(shelves.limit());
    segments.setOpaque(shelves.count());
    control.set(Counter.COMMITTED, shelves.committed());
    control.set(Counter.LIMIT, shelves.limit());
    control.set(Counter.SEGMENTS, shelves.count());
  }

  private void publishUse() {
    used.setOpaque(shelves.used());
    wantsMore.setOpaque(shelves.wantsMore());
    control.set(Counter.USED, shelves.used());
  }

  long used() {
    return used.getOpaque();
  }

  /** The most that was used since this was asked last. */
  long peak() {
    return with(
        s -> {
          long most = peak;
          peak = s.used();
          return most;
        });
  }

  int segments() {
    return segments.getOpaque();
  }

  long committed() {
    return committed.getOpaque();
  }

  long limit() {
    return limit.getOpaque();
  }

  boolean wantsMore() {
    return wantsMore.getOpaque();
  }
}
