package dev.loomray.internal.store;

import dev.loomray.internal.base.StackSafeLock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Small objects that the heap has no room for, packed into pages. */
final class Pages {
  private final Room room;
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock: where the next object goes, and that no more is filled
  private @Nullable Page filling;
  private boolean isClosed;

  Pages(Room room) {
    this.room = room;
  }

  /** A place for so many bytes, not more than a page. */
  Place.InPage take(Need need) {
    int bytes = Math.toIntExact(need.bytes());
    Place.InPage place = fill(bytes);
    while (place == null) {
      Page fresh = new Page(room.take(need.withBytes(Page.BYTES))); // may wait, so without the lock
      place = fill(bytes); // many may have waited, and one page is enough for them
      if (place == null) {
        place = fresh.take(bytes);
        fillNext(fresh);
      } else {
        room.giveBack(fresh.block());
      }
    }
    return place;
  }

  private Place.@Nullable InPage fill(int bytes) {
    lock.lock();
    try {
      return filling == null ? null : filling.take(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** An object has gone from its page. */
  void leave(Page page) {
    boolean isUnused;
    lock.lock();
    try {
      isUnused = page.leave() && page != filling;
    } finally {
      lock.unlock();
    }
    if (isUnused) {
      room.giveBack(page.block());
    }
  }

  /** Stops filling. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
    } finally {
      lock.unlock();
    }
    fillNext(null);
  }

  /** Fills another page from now on. In one step: whoever leaves the old one later is the one to give it back. */
  private void fillNext(@Nullable Page next) {
    Page full;
    boolean isUnused;
    lock.lock();
    try {
      full = filling;
      filling = isClosed ? null : next; // one that came too late goes with its last object
      isUnused = full != null && full.isEmpty();
    } finally {
      lock.unlock();
    }
    if (full != null && isUnused) {
      room.giveBack(full.block());
    }
  }
}
