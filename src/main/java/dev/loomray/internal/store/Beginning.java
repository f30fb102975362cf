package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.base.Storage;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.segment.Segments;
import dev.loomray.internal.store.segment.StoreSize;
import java.io.IOException;

/**
 * How the memory of a store begins: nothing exists before the first object needs it.
 *
 * @param settings what the user has chosen
 * @param env where the files come from
 */
record Beginning(StoreSettings settings, Environment env) implements Room.Opening {
  /**
   * Refuses a size that the machine does not have, before anything begins.
   *
   * @throws IllegalArgumentException with the sum
   */
  void require() {
    if (settings.bytes() > 0) {
      size(Long.MAX_VALUE);
    }
  }

  /** How large the store may become, as far as that is known without its directory. */
  long expectedLimit() {
    return size(Long.MAX_VALUE);
  }

  @Override
  public Room.Opened open() throws IOException {
    env.storage().sweepSpill(settings.spill().directory());
    SessionFiles files = env.storage().open(settings.directory(), env.reports());
    try {
      long limit = size(files.usableSpace());
      Control control = Control.create(files, limit);
      return new Room.Opened(
          new Segments(files, limit, control, env.threads()::current), control, files);
    } catch (Throwable e) { // nobody would ever close it
      files.close();
      throw e;
    }
  }

  private long size(long usableSpace) {
    Storage machine = env.storage();
    StoreSize size = new StoreSize(machine.totalMemory(), machine.maxHeap(), usableSpace);
    return settings.bytes() > 0 ? size.require(settings.bytes()) : size.byDefault();
  }
}
