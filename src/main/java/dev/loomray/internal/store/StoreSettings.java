package dev.loomray.internal.store;

import dev.loomray.internal.base.Require;
import dev.loomray.internal.store.segment.StoreSize;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a user may choose of the store.
 *
 * @param bytes how large it may become; 0 for the default of the machine
 * @param inlineBytes objects up to this size lie on the heap
 * @param recordsSites whether to remember who put what
 * @param directory where its files go; null for the first that serves
 * @param spill what happens when it is full
 */
public record StoreSettings(
    long bytes, int inlineBytes, boolean recordsSites, @Nullable Path directory, Spill spill) {
  /** What holds if nothing is chosen. */
  public static final StoreSettings DEFAULT =
      new StoreSettings(0, 16 * 1024, false, null, Spill.DEFAULT);

  /**
   * What happens when it is full.
   *
   * @param directory where objects are spilled to; null for the usual place for what is temporary
   * @param patience how many nanoseconds to wait for what others free, if nothing can be spilled
   */
  public record Spill(@Nullable Path directory, long patience) {
    static final Spill DEFAULT = new Spill(null, TimeUnit.SECONDS.toNanos(2));
  }

  private static final int MOST_INLINE = 1 << 20;

  /** With another size. */
  public StoreSettings withBytes(long changed) {
    if (changed < StoreSize.LEAST) {
      throw Require.refused("storeBytes", StoreSize.LEAST + " (16 MiB) or more", changed);
    }
    return new StoreSettings(changed, inlineBytes, recordsSites, directory, spill);
  }

  /** With another limit for objects on the heap. */
  public StoreSettings withInlineBytes(int changed) {
    if (changed < 0 || changed > MOST_INLINE) {
      throw Require.refused("inlineBytes", "0 to " + MOST_INLINE + " (1 MiB)", changed);
    }
    return new StoreSettings(bytes, changed, recordsSites, directory, spill);
  }

  /** With a memory for who puts what. */
  public StoreSettings withSites() {
    return new StoreSettings(bytes, inlineBytes, true, directory, spill);
  }

  /** With another directory. */
  public StoreSettings withDirectory(Path changed) {
    return new StoreSettings(bytes, inlineBytes, recordsSites, changed, spill);
  }

  /** With another directory for what is spilled. */
  public StoreSettings withSpillDirectory(Path changed) {
    Spill changedSpill = new Spill(changed, spill.patience);
    return new StoreSettings(bytes, inlineBytes, recordsSites, directory, changedSpill);
  }

  /** With another wait in a full store. */
  public StoreSettings withPatience(long changed) {
    Spill changedSpill = new Spill(spill.directory, changed);
    return new StoreSettings(bytes, inlineBytes, recordsSites, directory, changedSpill);
  }
}
