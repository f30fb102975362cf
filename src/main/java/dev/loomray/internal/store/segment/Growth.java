package dev.loomray.internal.store.segment;

import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.store.control.SegmentList;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes, commits and removes files, one thread at a time. What is to be done is decided under the lock of the shelves, done
 * without it, and then told to the shelves.
 */
final class Growth {
  private final SessionFiles files;
  private final LockedShelves shelves;

  /** Taken before that of the shelves; nobody but the threads that wait for files waits for it. */
  private final StackSafeLock lock = new StackSafeLock();

  // under the lock
  private final SegmentList list; // told to others
  private int made;

  // written under the lock, read by any thread
  private final AtomicInteger grown = new AtomicInteger();

  Growth(SessionFiles files, LockedShelves shelves, SegmentList list) {
    this.files = files;
    this.shelves = shelves;
    this.list = list;
  }

  boolean grow(long bytes) throws IOException {
    int before = grown.get();
    lock.lock();
    try {
      if ((bytes > 0 || grown.get() != before) && fits(bytes)) {
        return true; // somebody has freed some, or has done it meanwhile
      }
      Plan plan = plan(bytes);
      while (plan != null && !carryOut(plan)) {
        plan = plan(bytes); // under a lower limit
      }
      return plan != null || (bytes > 0 && fits(bytes));
    } finally {
      lock.unlock();
    }
  }

  boolean retire() throws IOException {
    lock.lock();
    try {
      Segment segment = take(Shelves::retirable);
      if (segment != null) {
        discard(segment);
      }
      return segment != null;
    } finally {
      lock.unlock();
    }
  }

  void close() throws IOException {
    lock.lock();
    try {
      List<Segment> all = shelves.with(Shelves::close);
      for (Segment empty = take(Shelves::empty); empty != null; empty = take(Shelves::empty)) {
        empty.unmap();
      }
      for (Segment segment : all) {
        segment.file().unlink();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(long bytes) {
    return shelves.with(s -> s.fits(bytes));
  }

  /** What to commit; gives empty segments back first, where that is the only way. */
  private @Nullable Plan plan(long bytes) throws IOException {
    while (true) {
      long room = shelves.with(Shelves::mayGrow) ? files.room() : 0; // which reads several files
      Plan plan = shelves.with(s -> s.plan(bytes, room));
      if (plan != null || bytes == 0) {
        return plan;
      }
      Segment spare = take(s -> s.fits(bytes) ? null : s.spare(bytes, room));
      if (spare == null) {
        return null;
      }
      discard(spare);
    }
  }

  /** False if the file system is full; the limit is lower then. */
  private boolean carryOut(Plan plan) throws IOException {
    Segment segment = plan.segment();
    if (segment != null) {
      return commit(segment, plan);
    }
    SegmentDescriptor descriptor = plan.descriptor();
    int number = made++;
    Segment fresh = new Segment(number, files.create(number, descriptor.fileBytes()), descriptor);
    boolean isKept = false;
    try {
      isKept = commit(fresh, plan);
      return isKept;
    } finally {
      if (!isKept) {
        discard(fresh);
      }
    }
  }

  private boolean commit(Segment segment, Plan plan) throws IOException {
    try {
      segment.commit(plan.from(), plan.to());
    } catch (NoSpaceException e) {
      lowerLimit(plan);
      return false;
    }
    shelves.with(s -> s.extend(segment, plan.to() - plan.from()));
    SegmentDescriptor layout = segment.descriptor();
    long committed = plan.to() * layout.granuleBytes();
    list.put(segment.number(), segment.isWhole(), layout.fileBytes(), committed);
    grown.incrementAndGet();
    return true;
  }

  /** Others fill the file system as well: there may be something left, so half of what was tried may be tried again. */
  private void lowerLimit(Plan plan) {
    long rest = Math.min(plan.bytes() / 2, files.usableSpace());
    shelves.with(s -> s.lowerLimit(s.committed() + rest));
  }

  /** Takes a segment off the shelves. */
  private @Nullable Segment take(Function<Shelves, @Nullable Segment> choice) {
    return shelves.with(
        s -> {
          Segment segment = choice.apply(s);
          return segment == null ? null : s.remove(segment);
        });
  }

  private void discard(Segment segment) throws IOException {
    list.remove(segment.number());
    segment.unmap();
    segment.file().unlink();
  }
}
