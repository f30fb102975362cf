package dev.loomray.internal.store;

import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes objects out of memory that have not been read for the longest time, and keeps their bytes in files. One that was in a
 * file before need not be written again, unless the disk is full: then such files go first. Large ones have a file each, small
 * ones share some. For the store's thread alone.
 */
final class Spilling {
  private static final long TOGETHER = 4L << 20;
  private static final long LARGE = 1L << 20;

  private final Places places;
  private final Roster roster;
  private final SpillDisk disk;
  private final Victims victims;
  private final Signal changed;

  // during one spill: what is claimed, and not on the disk yet
  private final Deque<StoredObject> together = new ArrayDeque<>();
  private final Deque<StoredObject> alone = new ArrayDeque<>(); // one at a time
  private boolean mayUseAll;

  // any thread reads it
  private final AtomicLong written = new AtomicLong();

  /**
   * Makes it.
   *
   * @param changed tells those who want to read what is on its way out
   */
  Spilling(Places places, Roster roster, SpillDisk disk, Signal changed) {
    this.places = places;
    this.roster = roster;
    this.disk = disk;
    this.changed = changed;
    this.victims = new Victims(roster);
  }

  /** How many bytes were written so far. */
  long written() {
    return written.get();
  }

  /**
   * Takes so many bytes out of memory, or as many as it can.
   *
   * @param isRestore whether that is for what is on the disk, which may use the last of it
   * @return how many it were
   */
  long spill(long wanted, boolean isRestore) {
    mayUseAll = isRestore;
    long gone = 0;
    while (gone < wanted) {
      long more = step(Math.min(TOGETHER, wanted - gone));
      if (more == 0) {
        break;
      }
      gone += more;
    }
    return gone;
  }

  private long step(long wanted) {
    try {
      long gone = gather(wanted);
      return gone + write(together);
    } finally {
      stay(alone);
      stay(together);
    }
  }

  /** Whatever has happened, a claim is ended. */
  private void stay(Deque<StoredObject> claimed) {
    while (!claimed.isEmpty()) {
      claimed.removeFirst().endSpill(null, places);
      tellWaiting();
    }
  }

  /** Drops what is in a file, writes what is large, and adds what is small to others; how many bytes are gone. */
  private long gather(long wanted) {
    long gone = 0;
    long claimed = 0;
    while (claimed < wanted) {
      StoredObject object = victims.next(this::mayLeave);
      if (object == null) {
        break;
      }
      Spilled known = object.file();
      Place.OnDisk copy = known == null ? null : new Place.OnDisk(known);
      boolean isLarge = object.facts().bytes() >= LARGE;
      Deque<StoredObject> with = isLarge ? alone : together;
      with.addLast(object); // all before the claim, after which nothing may fail
      if (object.beginSpill() == null) {
        with.removeLast();
        continue;
      }
      claimed += object.facts().bytes();
      if (copy != null) {
        with.removeLast();
        gone += end(object, copy);
      } else if (isLarge) {
        gone += write(alone);
      }
    }
    return gone;
  }

  private boolean mayLeave(StoredObject object) {
    return object.file() != null || disk.mayWrite(mayUseAll);
  }

  /** Takes off the list what was written. */
  private long write(Deque<StoredObject> claimed) {
    if (claimed.isEmpty()) {
      return 0;
    }
    List<Spilled> to;
    try {
      List<SpillFiles.Item> items = claimed.stream().map(Spilling::item).toList();
      to = disk.write(items, mayUseAll, this::removeCopies);
    } catch (IOException e) { // told by the disk
      stay(claimed);
      return 0;
    }
    long gone = 0;
    for (Spilled file : to) {
      written.addAndGet(file.bytes());
      Place.OnDisk there = new Place.OnDisk(file);
      gone += end(claimed.removeFirst(), there);
    }
    return gone;
  }

  /** Removes the files of what is in memory; nobody but this thread would use them. */
  private boolean removeCopies() throws IOException {
    boolean isAny = false;
    for (StoredObject object : roster.all()) {
      Spilled copy = object.dropCopy();
      if (copy != null) {
        copy.delete(); // who frees the object meanwhile may delete it as well
        isAny = true;
      }
    }
    return isAny;
  }

  private static SpillFiles.Item item(StoredObject object) {
    StoredObject.Facts facts = object.facts();
    return new SpillFiles.Item(facts.number(), facts.type().code(), object.place().memory());
  }

  private long end(StoredObject object, Place.OnDisk to) {
    boolean isGone = object.endSpill(to, places);
    tellWaiting();
    return isGone ? object.facts().bytes() : 0;
  }

  /** Those who want to read what was on its way out. */
  private void tellWaiting() {
    if (changed.isAwaited()) {
      changed.all();
    }
  }
}
