package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.store.segment.Block;
import dev.loomray.internal.store.segment.Fallback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The disk that takes what the memory cannot hold; its directory is made for the first object. After a failure it is left
 * alone for a while. All but {@link #trouble} and {@link #close} is for the store's thread alone.
 */
final class SpillDisk {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Files that nobody needs now. */
  interface Spare {
    /** Removes them; false if there were none. */
    boolean remove() throws IOException;
  }

  private final Environment env;
  private final @Nullable Path directory;
  private final Fallback fallback;

  private @Nullable SpillFiles files;
  private long failedAt;
  private boolean hasTold;
  private boolean isLeftToOthers; // the last that could not be written could have been

  // written by the store's thread: why nothing can be written now
  private volatile @Nullable String trouble;

  SpillDisk(Environment env, @Nullable Path directory, Fallback fallback) {
    this.env = env;
    this.directory = directory;
    this.fallback = fallback;
  }

  /**
   * Whether it is worth a try.
   *
   * @param mayUseAll whether that may use what is left to others
   */
  boolean mayWrite(boolean mayUseAll) {
    return trouble == null
        || (mayUseAll && isLeftToOthers)
        || env.clock().nanoTime() - failedAt >= RETRY_NANOS;
  }

  /** Why nothing can be written now; null if it can, as far as is known. */
  @Nullable String trouble() {
    return trouble;
  }

  /**
   * Writes objects into one file.
   *
   * @param mayUseAll whether they may take what is left to others
   * @param spare goes first if the disk is full
   * @throws IOException if that fails; a person was told, and {@link #mayWrite} is false for a while
   */
  List<Spilled> write(List<SpillFiles.Item> items, boolean mayUseAll, Spare spare)
      throws IOException {
    try {
      List<Spilled> written = writeOrMakeRoom(open(mayUseAll), items, spare);
      if (!mayUseAll || !isLeftToOthers) {
        trouble = null;
      }
      return written;
    } catch (IOException e) {
      isLeftToOthers &= !mayUseAll;
      fail(e);
      throw e;
    }
  }

  /**
   * Room for an object that found none in memory.
   *
   * @throws IOException if there is none here either; a person was told
   */
  Block take(long bytes) throws IOException {
    try {
      SpillFiles known = open(false);
      if (!hasTold) {
        hasTold = true;
        env.reports()
            .info(
                "the object store is full of what is read: what is put now goes to mapped files in "
                    + known.directory()
                    + ", as fast as that disk");
      }
      Block block = fallback.allocate(known::map, bytes);
      trouble = null;
      return block;
    } catch (IOException e) {
      tell(e);
      throw e;
    }
  }

  private static List<Spilled> writeOrMakeRoom(
      SpillFiles to, List<SpillFiles.Item> items, Spare spare) throws IOException {
    try {
      return to.write(items);
    } catch (NoSpaceException e) {
      if (!spare.remove()) {
        throw e;
      }
      return to.write(items);
    }
  }

  private SpillFiles open(boolean mayUseAll) throws IOException {
    SpillFiles known = files;
    if (known == null) {
      known = env.storage().openSpill(directory, env.reports());
      files = known;
    }
    if (mayUseAll) {
      return known;
    }
    isLeftToOthers = known.isFull();
    if (isLeftToOthers) {
      throw new NoSpaceException(
          "95 % of the disk of " + known.directory() + " are used, the rest is left to others",
          null);
    }
    return known;
  }

  /** Others may still be spilled. */
  private void tell(IOException why) {
    boolean mayWrite = mayWrite(false);
    fail(why);
    if (mayWrite) {
      failedAt -= RETRY_NANOS;
    }
  }

  private void fail(IOException why) {
    String text = "objects cannot be spilled: " + why.getMessage();
    if (!text.equals(trouble)) {
      env.reports().warning(text + "; it is tried again every ten seconds while the store is full");
    }
    trouble = text;
    failedAt = env.clock().nanoTime();
  }

  /** Removes all files; nothing is written or read any more. */
  void close() throws IOException {
    SpillFiles known = files;
    if (known != null) {
      known.close();
    }
  }
}
