package dev.loomray.internal.store;

import dev.loomray.internal.base.Require;
import dev.loomray.internal.store.segment.StoreSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user may choose of the store.
 *
 * @param bytes how large it may become; 0 for the default of the machine
 * @param inlineBytes objects up to this size lie on the heap
 * @param recordsSites whether to remember who put what
 * @param directory where its files go; null for the first that serves
 */
public record StoreSettings(
    long bytes, int inlineBytes, boolean recordsSites, @Nullable Path directory) {
  /** What holds if nothing is chosen. */
  public static final StoreSettings DEFAULT = new StoreSettings(0, 16 * 1024, false, null);

  private static final int MOST_INLINE = 1 << 20;

  /** With another size. */
  public StoreSettings withBytes(long changed) {
    if (changed < StoreSize.LEAST) {
      throw Require.refused("storeBytes", StoreSize.LEAST + " (16 MiB) or more", changed);
    }
    return new StoreSettings(changed, inlineBytes, recordsSites, directory);
  }

  /** With another limit for objects on the heap. */
  public StoreSettings withInlineBytes(int changed) {
    if (changed < 0 || changed > MOST_INLINE) {
      throw Require.refused("inlineBytes", "0 to " + MOST_INLINE + " (1 MiB)", changed);
    }
    return new StoreSettings(bytes, changed, recordsSites, directory);
  }

  /** With a memory for who puts what. */
  public StoreSettings withSites() {
    return new StoreSettings(bytes, inlineBytes, true, directory);
  }

  /** With another directory. */
  public StoreSettings withDirectory(Path changed) {
    return new StoreSettings(bytes, inlineBytes, recordsSites, changed);
  }
}
