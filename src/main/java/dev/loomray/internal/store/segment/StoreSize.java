package dev.loomray.internal.store.segment;

/**
 * How large a store may be: what it commits stays committed while objects live, beside the heap, and a machine that runs
 * out of memory kills the process.
 *
 * @param totalMemory all memory that there is
 * @param maxHeap what the heap may take of it
 * @param usableSpace what the file system of the store can take
 */
public record StoreSize(long totalMemory, long maxHeap, long usableSpace) {
  /** No store is smaller. */
  public static final long LEAST = 16L << 20;

  private static final long LEAST_FOR_OTHERS = 256L << 20;

  /**
   * The size if nobody asks for one: 30 % of the memory, but not what the heap may take, nor a tenth of the memory (or
   * 256 MiB) for all else, nor more than four fifths of what the file system can take.
   */
  public long byDefault() {
    long share = totalMemory / 10 * 3;
    long others = Math.max(LEAST_FOR_OTHERS, totalMemory / 10);
    long beside = totalMemory - maxHeap - others;
    return Math.max(LEAST, Math.min(Math.min(share, beside), usableSpace / 5 * 4));
  }

  /**
   * Accepts a size that somebody asks for, unless it can never work.
   *
   * @throws IllegalArgumentException with the sum
   */
  public long require(long storeBytes) {
    long beside = totalMemory - maxHeap;
    if (storeBytes < LEAST) {
      throw refused("at least " + ByteSize.text(LEAST), storeBytes, "");
    }
    if (storeBytes > beside) {
      throw refused("at most what the heap leaves", storeBytes, sum(beside));
    }
    return storeBytes;
  }

  private String sum(long beside) {
    return ": of "
        + ByteSize.text(totalMemory)
        + " memory the heap may take "
        + ByteSize.text(maxHeap)
        + ", which leaves "
        + ByteSize.text(Math.max(0, beside))
        + "; ask for less, or lower -Xmx";
  }

  private static IllegalArgumentException refused(String expected, long found, String why) {
    return new IllegalArgumentException(
        "expected "
            + expected
            + " for storeBytes, found storeBytes="
            + found
            + " ("
            + ByteSize.text(found)
            + ")"
            + why);
  }
}
