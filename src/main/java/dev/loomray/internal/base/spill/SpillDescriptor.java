package dev.loomray.internal.base.spill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An object in a file of spilled objects, and the layout of such a file. All numbers are little-endian.
 *
 * <pre>
 *   0            64                      the next multiple of 64
 *   | header     | bytes of the object   | header | …
 *
 *   header
 *   0       8         12     16        24              32       40         44       60                64
 *   | magic | version | type | session | object number | length | checksum | zero … | header checksum |
 * </pre>
 *
 * <p>The checksums are CRC-32C: that of the object's bytes, and that of the 60 bytes of the header before it. A header is
 * written behind its object: so one that is not whole has none.
 *
 * @param session a random number that no other session has
 * @param objectNumber which object of the session
 * @param type what its bytes are
 * @param length how many there are
 * @param checksum of them
 */
record SpillDescriptor(long session, long objectNumber, byte type, long length, int checksum) {
  /** The first eight bytes: {@code LOOMSPL1}. */
  static final long MAGIC = 0x314C_5053_4D4F_4F4CL;

  /** Which layout this is. */
  static final int VERSION = 1;

  /** The length of a header, and what the places of headers are multiples of. */
  static final int HEADER = 64;

  private static final int MAGIC_AT = 0;
  private static final int VERSION_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int SESSION_AT = 16;
  private static final int OBJECT_NUMBER_AT = 24;
  private static final int LENGTH_AT = 32;
  private static final int CHECKSUM_AT = 40;
  private static final int HEADER_CHECKSUM_AT = 60;

  private static final HexFormat HEX = HexFormat.of();

  /** Where the bytes of an object end whose header is at an offset. */
  static long end(long header, long length) {
    return header + HEADER + length;
  }

  /** Where the header of the next object is. */
  static long next(long end) {
    return (end + HEADER - 1) & -HEADER;
  }

  /** Room for a header. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The header, ready to be written. */
  ByteBuffer header() {
    ByteBuffer header = buffer();
    header.putLong(MAGIC_AT, MAGIC).putInt(VERSION_AT, VERSION).putInt(TYPE_AT, type);
    header.putLong(SESSION_AT, session).putLong(OBJECT_NUMBER_AT, objectNumber);
    header.putLong(LENGTH_AT, length).putInt(CHECKSUM_AT, checksum);
    return header.putInt(HEADER_CHECKSUM_AT, checksumOf(header));
  }

  /** What another header than this one says of the object behind it; null if it is this one. */
  @Nullable String difference(ByteBuffer header) {
    if (header.getLong(MAGIC_AT) != MAGIC
        || header.getInt(HEADER_CHECKSUM_AT) != checksumOf(header)) {
      return "no header";
    }
    if (header.getInt(VERSION_AT) != VERSION) {
      return "a header of version " + header.getInt(VERSION_AT);
    }
    if (header.getLong(SESSION_AT) != session) {
      return "one of session " + HEX.toHexDigits(header.getLong(SESSION_AT));
    }
    return header.equals(header()) ? null : "another: " + read(header);
  }

  private static SpillDescriptor read(ByteBuffer header) {
    return new SpillDescriptor(
        header.getLong(SESSION_AT),
        header.getLong(OBJECT_NUMBER_AT),
        (byte) header.getInt(TYPE_AT),
        header.getLong(LENGTH_AT),
        header.getInt(CHECKSUM_AT));
  }

  private static int checksumOf(ByteBuffer header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.slice(0, HEADER_CHECKSUM_AT));
    return (int) checksum.getValue();
  }

  /** As messages have it. */
  @Override
  public String toString() {
    return "object "
        + objectNumber
        + " of type "
        + type
        + " with "
        + length
        + " bytes and the checksum "
        + HEX.toHexDigits(checksum);
  }
}
