package dev.loomray.internal.store;

import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.util.ArrayList;
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

  // during one spill
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
    boolean isMore = true;
    while (gone < wanted && isMore) {
      List<StoredObject> together = new ArrayList<>();
      long step = Math.min(TOGETHER, wanted - gone);
      long claimed = 0;
      isMore = false;
      while (claimed < step) {
        StoredObject object = victims.next();
        if (object == null) {
          break;
        }
        claimed += object.facts().bytes();
        gone += begin(object, together);
        isMore = true;
      }
      gone += write(together);
      isMore &= disk.mayWrite(mayUseAll);
    }
    return gone;
  }

  /** Drops what is in a file, writes what is large, and adds what is small to others; how many bytes are gone. */
  private long begin(StoredObject object, List<StoredObject> together) {
    Spilled known = object.file();
    if (known == null && !disk.mayWrite(mayUseAll)) {
      return 0;
    }
    if (object.beginSpill() == null) {
      return 0;
    }
    if (known != null) {
      return end(object, new Place.OnDisk(known));
    }
    if (object.facts().bytes() >= LARGE) {
      return write(List.of(object));
    }
    together.add(object);
    return 0;
  }

  private long write(List<StoredObject> claimed) {
    if (claimed.isEmpty()) {
      return 0;
    }
    List<Place.OnDisk> to;
    try {
      to =
          disk
              .write(claimed.stream().map(Spilling::item).toList(), mayUseAll, this::removeCopies)
              .stream()
              .map(Place.OnDisk::new)
              .toList();
    } catch (IOException e) { // told by the disk
      claimed.forEach(object -> object.endSpill(null, places));
      return 0;
    } catch (Throwable e) {
      claimed.forEach(object -> object.endSpill(null, places));
      throw e;
    }
    long gone = 0;
    for (int i = 0; i < to.size(); i++) {
      written.addAndGet(to.get(i).file().bytes());
      gone += end(claimed.get(i), to.get(i));
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
    if (changed.isAwaited()) {
      changed.all();
    }
    return isGone ? object.facts().bytes() : 0;
  }
}
