package dev.loomray.internal.store;

import dev.loomray.internal.store.control.Counter;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.Segments;
import dev.loomray.internal.store.segment.Window;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one large hole of many small ones, or an empty segment: moves the objects out of the window where the fewest bytes are,
 * unless one of them is read. They keep their ids and their refs, and nobody sees it. On the store's thread.
 */
final class Evacuation implements Shortage.Moving {
  private final Supplier<Unused> unused;

  /**
   * Moves.
   *
   * @param unused takes what is left behind
   */
  Evacuation(Supplier<Unused> unused) {
    this.unused = unused;
  }

  @Override
  public boolean run(Room.Opened opened, long bytes) {
    Segments memory = opened.segments();
    Window window = memory.window(bytes, Evacuation::mayMove);
    if (window == null) {
      return false;
    }
    return window.blocks().isEmpty()
        ? memory.prefer(window) // there is a hole, behind many that are too small
        : moveAll(opened, window);
  }

  @Override
  public boolean emptyOne(Room.Opened opened) {
    Window window = opened.segments().sparse(Evacuation::mayMove);
    return window != null && moveAll(opened, window);
  }

  private boolean moveAll(Room.Opened opened, Window window) {
    for (Block block : window.blocks()) {
      boolean isMoved =
          block.holder() instanceof StoredObject object && move(opened.segments(), window, object);
      if (!isMoved) {
        return false;
      }
      opened.control().count(Counter.MOVED);
    }
    return true;
  }

  private static boolean mayMove(Block block) {
    return block.holder() instanceof StoredObject object && object.isAtRest();
  }

  /** Moves an object out of the window; false if somebody reads it now, or there is no place for it. */
  private boolean move(Segments memory, Window window, StoredObject object) {
    Place from = object.beginMove();
    if (from == null) {
      return !object.isAlive(); // freed meanwhile: it is out of the way
    }
    Place.@Nullable InSegment to = null;
    try {
      to = copy(memory, window, from, object);
    } finally {
      object.endMove(to, unused.get());
    }
    return to != null && object.place() != from;
  }

  private static Place.@Nullable InSegment copy(
      Segments memory, Window window, Place from, StoredObject object) {
    StoredObject.Facts facts = object.facts();
    Block block = memory.allocateOutside(window, facts.bytes());
    if (block == null) {
      return null;
    }
    try {
      MemorySegment.copy(from.memory(), 0, block.memory(), 0, facts.bytes());
      memory.seal(block, facts.number(), facts.type().code());
      block.holder(object);
      return new Place.InSegment(block);
    } catch (Throwable e) {
      memory.free(block);
      throw e;
    }
  }
}
