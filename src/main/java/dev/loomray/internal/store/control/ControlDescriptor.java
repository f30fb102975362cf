package dev.loomray.internal.store.control;

/**
 * The layout of the control file. All numbers are in the order of the machine, as readers of Agrona's counters expect them.
 *
 * <pre>
 *   0        128                  metadata at                values at
 *   | header | segments, 32 each  | of counters, 512 each    | of counters, 128 each |
 *
 *   header
 *   0        8         12     16            20       24            28       32          36       40     128
 *   | magic  | version | zero | segments at | length | metadata at | length | values at | length | zero |
 *
 *   segment
 *   0        4        8            16                24     32
 *   | state  | number | file bytes | committed bytes | zero |
 *
 *   metadata of a counter                                              value of a counter
 *   0        4      8               16          128            132     0       8             128
 *   | state  | type | not for reuse | key: zero | label length | label | value | zero …      |
 * </pre>
 *
 * <p>The magic is written last. The state of a segment is 0 (none), 1 (shared by objects) or 2 (for one large object); it is
 * written last when a segment appears, and first when it goes. A number is never given twice: who reads an entry and then
 * finds the same state and number has read what belongs together.
 *
 * @param segments how many segments it has entries for
 */
record ControlDescriptor(int segments) {
  /** The first eight bytes: {@code LOOMRAYC}, read as a little-endian number. */
  static final long MAGIC = 0x4359_4152_4D4F_4F4CL;

  static final int VERSION = 1;

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 8;
  static final int SEGMENTS_AT = 16;
  static final int METADATA_AT = 24;
  static final int VALUES_AT = 32;
  static final int HEADER = 128;

  static final int SEGMENT = 32;
  static final int STATE_AT = 0;
  static final int NUMBER_AT = 4;
  static final int FILE_BYTES_AT = 8;
  static final int COMMITTED_AT = 16;

  static final int NONE = 0;
  static final int SHARED = 1;
  static final int WHOLE = 2;

  static final int METADATA = 512;
  static final int COUNTER_STATE_AT = 0;
  static final int TYPE_AT = 4;
  static final int REUSE_AT = 8;
  static final int LABEL_AT = 128;
  static final int VALUE = 128;

  static final int ALLOCATED = 1;
  static final long NOT_FOR_REUSE = Long.MAX_VALUE;

  private static final int PAGE = 4096;
  private static final int COUNTERS = Counter.values().length;
  private static final int LEAST = 64;
  private static final long EACH = 256L << 20;

  /**
   * With entries for as many segments as a store of a size has. The first few are small, and those after them half a GiB or
   * more; there is room for twice as many.
   */
  static ControlDescriptor of(long limit) {
    int entries = Math.toIntExact(LEAST + limit / EACH);
    return new ControlDescriptor(Math.ceilDiv(entries, 4) * 4); // a multiple of 128 bytes
  }

  /** Where the entry of a segment is. */
  int segment(int entry) {
    return HEADER + entry * SEGMENT;
  }

  int metadataOffset() {
    return segment(segments);
  }

  int metadataLength() {
    return COUNTERS * METADATA;
  }

  int valuesOffset() {
    return metadataOffset() + metadataLength();
  }

  int valuesLength() {
    return COUNTERS * VALUE;
  }

  /** Where the description of a counter is. */
  int metadata(Counter counter) {
    return metadataOffset() + counter.id() * METADATA;
  }

  /** Where the value of a counter is. */
  int value(Counter counter) {
    return valuesOffset() + counter.id() * VALUE;
  }

  /** How long the file is, in whole pages. */
  long fileBytes() {
    return Math.ceilDiv(valuesOffset() + valuesLength(), (long) PAGE) * PAGE;
  }
}
