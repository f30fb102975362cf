package dev.loomray.internal.store;

import dev.loomray.internal.store.segment.Block;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Room on the disk for who finds none in memory, since all that is there is in use. */
final class LastResort implements Shortage.Elsewhere {
  private static final Object GIVEN_UP = new Object();

  private final Room room;
  private final SpillDisk disk;
  private final Pause pause;

  LastResort(Room room, SpillDisk disk, Pause pause) {
    this.room = room;
    this.disk = disk;
    this.pause = pause;
  }

  @Override
  public @Nullable Block take(Need need) throws IOException {
    AtomicReference<@Nullable Object> hand = new AtomicReference<>();
    try {
      Request.ask(
          room.thread(),
          pause,
          "a file for " + need.what(),
          () -> give(disk.take(need.bytes()), hand));
      return (Block) hand.get();
    } catch (Throwable e) { // an interrupt: the file may be made all the same
      if (hand.getAndSet(GIVEN_UP) instanceof Block block) {
        room.giveBack(block);
      }
      throw e;
    }
  }

  private boolean give(Block block, AtomicReference<@Nullable Object> hand) {
    if (!hand.compareAndSet(null, block)) {
      room.giveBack(block);
    }
    return true;
  }
}
