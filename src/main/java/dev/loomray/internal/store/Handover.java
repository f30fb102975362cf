package dev.loomray.internal.store;

import dev.loomray.internal.store.segment.Block;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A block on its way from the store's thread to who asked for it, who may give up meanwhile: then it is given back. */
final class Handover {
  private static final Object GIVEN_UP = new Object();

  /** Where a block comes from. */
  interface Source {
    /** Takes one; null if there is none. On the store's thread. */
    @Nullable Block take() throws IOException;
  }

  private final Room room;
  private final AtomicReference<@Nullable Object> hand = new AtomicReference<>();

  private Handover(Room room) {
    this.room = room;
  }

  /**
   * Has a block taken and waits for it; null if there is none, or the store has ended.
   *
   * @throws IOException if the source throws it
   */
  static @Nullable Block ask(Room room, Pause pause, String what, Source source)
      throws IOException {
    Handover handover = new Handover(room);
    try {
      Request.ask(room.thread(), pause, what, () -> handover.give(source.take()));
      return (Block) handover.hand.get();
    } catch (Throwable e) { // an interrupt: it may be taken all the same
      handover.giveUp();
      throw e;
    }
  }

  private boolean give(@Nullable Block block) {
    if (block != null && !hand.compareAndSet(null, block)) {
      room.giveBack(block);
    }
    return block != null;
  }

  private void giveUp() {
    if (hand.getAndSet(GIVEN_UP) instanceof Block block) {
      room.giveBack(block);
    }
  }
}
