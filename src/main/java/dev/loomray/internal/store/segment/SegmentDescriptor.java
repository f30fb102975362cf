package dev.loomray.internal.store.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a segment file. All numbers are little-endian. A <em>granule</em> is the unit in which memory is given out:
 * 4 KiB, or in the segment of one large object all of it.
 *
 * <pre>
 *   0                4096                     data offset
 *   | file header    | block headers          | granule 0 | granule 1 | …
 *   | one page       | 64 bytes each granule  |
 *
 *   file header
 *   0          8          12         16              24         28         32            40
 *   | magic    | version  | number   | granule bytes | granules | zero     | data offset | zero …
 *
 *   block header: that of the first granule counts
 *   0          4          8          16              24           28         32        64
 *   | state    | type     | length   | object id     | generation | granules | zero …  |
 * </pre>
 *
 * <p>The state of a block (0 free, 1 allocated, 2 sealed) is written last, and first when the block is freed. The owner
 * never reads anything back: who shares the file may spoil the data in it, but not the owner.
 *
 * @param granuleBytes how long a granule is
 * @param granules how many there are
 */
public record SegmentDescriptor(long granuleBytes, int granules) {
  /** The first eight bytes: {@code LOOMRAY1}. */
  public static final long MAGIC = 0x3159_4152_4D4F_4F4CL;

  /** Which layout this is. */
  public static final int VERSION = 1;

  /** The length of a page, and the usual one of a granule. */
  public static final int PAGE = 4096;

  /** The length of a block header. */
  public static final int HEADER = 64;

  /** So many granules have their headers in one page: more is committed in multiples of them. */
  public static final int STEP = PAGE / HEADER;

  /** File header. */
  public static final long MAGIC_AT = 0;

  /** File header. */
  public static final long VERSION_AT = 8;

  /** File header. */
  public static final long NUMBER_AT = 12;

  /** File header. */
  public static final long GRANULE_BYTES_AT = 16;

  /** File header. */
  public static final long GRANULES_AT = 24;

  /** File header. */
  public static final long DATA_OFFSET_AT = 32;

  /** Block header. */
  public static final long STATE_AT = 0;

  /** Block header. */
  public static final long TYPE_AT = 4;

  /** Block header. */
  public static final long LENGTH_AT = 8;

  /** Block header. */
  public static final long OBJECT_ID_AT = 16;

  /** Block header. */
  public static final long GENERATION_AT = 24;

  /** Block header. */
  public static final long BLOCK_GRANULES_AT = 28;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS = INT.varHandle();
  private static final VarHandle LONGS = LONG.varHandle();

  /** Where a block header is. */
  public long headerOffset(int granule) {
    return PAGE + (long) granule * HEADER;
  }

  /** Where a granule is. */
  public long offset(int granule) {
    return dataOffset() + granule * granuleBytes;
  }

  /** Where the first granule is: at the next page behind the headers. */
  public long dataOffset() {
    return PAGE + pages((long) granules * HEADER);
  }

  /** How long the file is. */
  public long fileBytes() {
    return offset(granules);
  }

  /** How many granules a block of so many bytes takes; one of nothing takes one. */
  public int granules(long bytes) {
    long some = Math.max(1, bytes);
    // division by what is not a constant takes as long as all the rest of an allocation
    return Math.toIntExact(
        granuleBytes == PAGE ? (some + PAGE - 1) / PAGE : Math.ceilDiv(some, granuleBytes));
  }

  /** The next multiple of a page. */
  static long pages(long bytes) {
    return Math.ceilDiv(bytes, (long) PAGE) * PAGE;
  }

  void writeFileHeader(MemorySegment file, int number) {
    file.set(INT, VERSION_AT, VERSION);
    file.set(INT, NUMBER_AT, number);
    file.set(LONG, GRANULE_BYTES_AT, granuleBytes);
    file.set(INT, GRANULES_AT, granules);
    file.set(LONG, DATA_OFFSET_AT, dataOffset());
    LONGS.setRelease(file, MAGIC_AT, MAGIC); // pairs with the acquire of who attaches
  }

  void writeBlockHeader(MemorySegment file, Block block, long objectId, int type) {
    long at = headerOffset(block.granule());
    file.set(INT, at + TYPE_AT, type);
    file.set(LONG, at + LENGTH_AT, block.length());
    file.set(LONG, at + OBJECT_ID_AT, objectId);
    file.set(INT, at + GENERATION_AT, block.generation());
    file.set(INT, at + BLOCK_GRANULES_AT, block.granules());
    stateRelease(file, block.granule(), BlockState.SEALED);
  }

  /** Pairs with the acquire of who reads the header in another process. */
  void stateRelease(MemorySegment file, int granule, BlockState state) {
    INTS.setRelease(file, headerOffset(granule) + STATE_AT, state.code());
  }
}
