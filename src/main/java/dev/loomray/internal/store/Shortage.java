package dev.loomray.internal.store;

import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.error.RayClosedException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.store.control.Counter;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.ByteSize;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to do for who finds no room: get more memory; move objects together; have garbage collected, where there may be much of
 * it; spill what was not read for long; wait for what others free; go to a file that is mapped; at last say who has it all.
 */
final class Shortage {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int MOST_STOLEN = 100;
  private static final int AHEAD_SHARE = 32;
  private static final long AHEAD_STEP = 1 << 20;

  /** Makes a large hole of small ones. */
  interface Moving {
    /** Tries to; false if nothing was moved. On the store's thread. */
    boolean run(Room.Opened opened, long bytes);

    /** Makes a segment empty; false if none is. On the store's thread. */
    boolean emptyOne(Room.Opened opened);
  }

  /** Takes what is not read out of memory. */
  interface Leaving {
    /** Tries to, for a restore to the last of the disk; how many bytes are gone. On the store's thread. */
    long spill(long bytes, boolean isRestore);
  }

  /** Finds room elsewhere. */
  interface Elsewhere {
    /** Takes some; null if the store has ended. */
    @Nullable Block take(Need need) throws IOException;
  }

  /**
   * How it goes about.
   *
   * @param moving moves objects together
   * @param leaving takes them out of memory
   * @param elsewhere where to go at last
   * @param pause lets who has no room wait
   * @param patience how long he waits for what others free
   * @param holders who has all the memory, and why it does not leave, for people
   */
  record Terms(
      Moving moving,
      Leaving leaving,
      Elsewhere elsewhere,
      Pause pause,
      long patience,
      Supplier<String> holders) {}

  private final String name;
  private final Room room;
  private final Environment env;
  private final Terms terms;

  // the store's thread: there is work for it to spill more
  private boolean isAhead;

  Shortage(String name, Room room, Environment env, Terms terms) {
    this.name = name;
    this.room = room;
    this.env = env;
    this.terms = terms;
  }

  /**
   * Waits until there is room.
   *
   * @throws ObjectStoreFullException if there is none, and none becomes free in a while
   */
  Block await(Need need) {
    long bytes = need.bytes();
    FullWait wait = new FullWait(env.clock(), room.debt(), terms.patience);
    while (true) {
      long seen = room.frees();
      boolean isLast = wait.isOver();
      Block block = makeRoom(need, isLast);
      if (block != null) {
        room.debt().add(bytes);
        return block;
      }
      Segments memory = room.segments();
      if (memory == null || room.isClosed()) {
        throw closed();
      }
      if (bytes > memory.limit()) {
        throw full(memory, need);
      }
      long left = wait.left();
      if (left > 0) {
        awaitFree(seen, wait, left, memory, need);
      } else if (isLast) {
        return elsewhere(memory, need);
      } // else once more: who waited for a collection spills now
    }
  }

  private @Nullable Block makeRoom(Need need, boolean isLast) {
    try {
      return Handover.ask(
          room,
          terms.pause,
          "memory for " + need.what(),
          () -> makeAndTake(room.open(), need, isLast));
    } catch (IOException e) {
      throw new ObjectStoreFullException(
          "the object store has no memory for " + need.what() + ": " + e.getMessage(), e);
    }
  }

  /** What is made for one is not left to others, unless they are faster. On the store's thread. */
  private @Nullable Block makeAndTake(Room.Opened opened, Need need, boolean isLast)
      throws IOException {
    Block block = null;
    for (int i = 0; block == null && i < MOST_STOLEN && makeRoom(opened, need, isLast); i++) {
      block = opened.segments().allocate(need.bytes());
    }
    return block;
  }

  private boolean makeRoom(Room.Opened opened, Need need, boolean isLast) throws IOException {
    long bytes = need.bytes();
    Segments memory = opened.segments();
    if (hasRoom(opened, bytes)) {
      return true;
    }
    Debt debt = room.debt();
    if (bytes > memory.limit()) {
      return false;
    }
    if (debt.isDue(memory.limit())) {
      boolean isEarly = debt.nanosToFull() > 0;
      if (isEarly && debt.isWorthWaiting() && !isLast) {
        return false; // garbage is not spilled: who waits comes again
      }
      if (!isEarly) {
        debt.collectAndWait(memory::used, room::frees, memory.limit());
      }
      if (!isEarly && hasRoom(opened, bytes)) {
        return true;
      }
    }
    // one that was asked for earlier may have found what is wanted
    return (debt.awaitTold(room::frees) && hasRoom(opened, bytes)) || spill(opened, need);
  }

  private boolean hasRoom(Room.Opened opened, long bytes) throws IOException {
    Segments memory = opened.segments();
    return memory.grow(bytes)
        || (bytes <= memory.limit() - memory.used() && terms.moving.run(opened, bytes));
  }

  private boolean spill(Room.Opened opened, Need need) throws IOException {
    while (terms.leaving.spill(Math.max(need.bytes(), AHEAD_STEP), need.isRestore()) > 0) {
      if (hasRoom(opened, need.bytes())) {
        spillAhead(opened.segments());
        return true;
      }
    }
    return false;
  }

  /** Somewhat more than is needed, so that not everyone has to come here; behind what others wait for. */
  private void spillAhead(Segments memory) {
    if (!isAhead) {
      isAhead = room.thread().run(() -> spillMore(memory));
    }
  }

  private void spillMore(Segments memory) {
    isAhead = false;
    boolean isMissing = memory.limit() - memory.used() < memory.limit() / AHEAD_SHARE;
    if (isMissing && terms.leaving.spill(AHEAD_STEP, false) > 0) {
      spillAhead(memory);
    }
  }

  /** As all that is in memory is in use, and nobody frees any. */
  private Block elsewhere(Segments memory, Need need) {
    Block block;
    try {
      block = terms.elsewhere.take(need);
    } catch (IOException e) { // told by the disk
      throw full(memory, need);
    }
    if (block == null) {
      throw closed();
    }
    return block;
  }

  /** Waits until something was freed since, or it is time for the next collection. */
  private void awaitFree(long seen, FullWait wait, long left, Segments memory, Need need) {
    Debt debt = room.debt();
    if (wait.begins()) {
      room.thread().run(() -> room.count(Counter.WAITS));
    }
    room.thread().run(debt::collectIfFull);
    long least = debt.isDue(memory.limit()) ? LEAST_PAUSE_NANOS : PAUSE_NANOS;
    long nanos = Math.min(left, Math.max(least, debt.nanosToFull()));
    room.freed().enter();
    try {
      terms.pause.await(() -> room.frees() != seen, nanos, "room for " + need.what());
    } finally {
      room.freed().leave();
    }
  }

  private RayClosedException closed() {
    return new RayClosedException(
        "this Ray (name=" + name + ") is closed; start another with Ray.init()", null);
  }

  private ObjectStoreFullException full(Segments memory, Need need) {
    long bytes = need.bytes();
    String what = need.what();
    String limit = ByteSize.text(memory.limit());
    if (bytes > memory.limit()) {
      return new ObjectStoreFullException(
          "expected at most %s, the size of the object store, found %s for %s; raise storeBytes, or store it in parts"
              .formatted(limit, ByteSize.text(bytes), what),
          null);
    }
    return new ObjectStoreFullException(
        "the object store is full: need %s for %s, free %s of %s, not in one piece; %s; raise storeBytes, free() objects, or drop refs and views"
            .formatted(
                ByteSize.text(bytes),
                what,
                ByteSize.text(memory.limit() - memory.used()),
                limit,
                terms.holders.get()),
        null);
  }
}
