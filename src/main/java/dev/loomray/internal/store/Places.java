package dev.loomray.internal.store;

import dev.loomray.internal.base.Spilled;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds a place for each object by its size, and takes it back: small ones lie on the heap while they are few, then in pages;
 * all others in segments. It knows all objects that have one.
 */
final class Places implements Unused {
  private static final int HEAP_SHARE = 20;

  private final Room room;
  private final Roster roster;
  private final Pages pages;
  private final int inlineBytes;
  private final long mostOnHeap;

  // any thread
  private final AtomicLong onHeap = new AtomicLong();

  Places(Room room, Roster roster, int inlineBytes, long maxHeap) {
    this.room = room;
    this.roster = roster;
    this.pages = new Pages(room);
    this.inlineBytes = inlineBytes;
    this.mostOnHeap = maxHeap / HEAP_SHARE;
  }

  /** Bytes of objects on the heap. */
  long onHeap() {
    return onHeap.get();
  }

  /** A place for an object. */
  Place take(StoredObject.Facts facts) {
    long bytes = facts.bytes();
    if (bytes <= inlineBytes && onHeap.get() + bytes <= mostOnHeap) {
      Place place = Place.OnHeap.of(bytes, facts.type());
      onHeap.addAndGet(bytes);
      return place;
    }
    return takeOutside(Need.of(bytes, facts.valueClass()));
  }

  /** A place that is not on the heap. */
  Place takeOutside(Need need) {
    return need.bytes() <= Page.BYTES / 4 ? pages.take(need) : new Place.InSegment(room.take(need));
  }

  /** A place that is not on the heap, for an object that has been stored before. */
  Place takeAgain(StoredObject.Facts facts) {
    Place place = takeOutside(new Need(facts.bytes(), facts.valueClass(), true));
    room.debt().forget(facts.bytes());
    return place;
  }

  /** An object lives in its place now, and may be moved. */
  void settle(Place place, StoredObject object) {
    roster.add(object);
    live(place, object);
  }

  /** A copy of an object in a place that is not on the heap. */
  Place copyOutside(Place from, StoredObject object) {
    StoredObject.Facts facts = object.facts();
    Place to = takeOutside(Need.of(facts.bytes(), facts.valueClass()));
    try {
      MemorySegment.copy(from.memory(), 0, to.memory(), 0, facts.bytes());
      seal(to, facts);
      live(to, object);
      return to;
    } catch (Throwable e) {
      giveBack(to);
      throw e;
    }
  }

  /** An object is not read any more. */
  void unpinned() {
    room.unpinned();
  }

  /** An object lives in a place from now on. */
  void live(Place place, StoredObject object) {
    if (place instanceof Place.InSegment(var block)) {
      block.holder(object);
    }
  }

  /** An object is complete. */
  void seal(Place place, StoredObject.Facts facts) {
    if (place instanceof Place.InSegment(var block)) {
      room.seal(block, facts.number(), facts.type().code());
    }
  }

  @Override
  public void over(StoredObject object, Place last) {
    roster.remove(object);
    object.letGo();
    giveBack(last);
    Spilled file = object.file();
    if (file != null) {
      room.delete(file);
    }
    room.changed();
  }

  @Override
  public void giveBack(Place place) {
    switch (place) {
      case Place.OnHeap(var memory) -> onHeap.addAndGet(-memory.byteSize());
      case Place.InPage(var page, var _) -> pages.leave(page);
      case Place.InSegment(var block) -> room.giveBack(block);
      case Place.OnDisk _ -> {} // the file stays the object's as long as it lives
    }
  }

  void close() {
    pages.close();
  }
}
