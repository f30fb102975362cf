package dev.loomray.internal.base;

import java.util.HexFormat;

/**
 * The global form of an object's id; inside a Ray only the sequence is kept.
 *
 * <pre>
 *   0        8            12         20       24      28
 *   | node   | incarnation | sequence | zero   | index |
 * </pre>
 *
 * @param node the node that owns the object, 8 bytes
 * @param incarnation which life of the node, 4 bytes
 * @param sequence the object's number there, 8 bytes
 */
public record ObjectId(long node, int incarnation, long sequence) {
  /** The length of Ray's object ids, in bytes. */
  public static final int BYTES = 28;

  private static final HexFormat HEX = HexFormat.of();

  /** 56 hexadecimal digits. */
  public String hex() {
    StringBuilder text = new StringBuilder(2 * BYTES);
    text.append(HEX.toHexDigits(node)).append(HEX.toHexDigits(incarnation));
    text.append(HEX.toHexDigits(sequence)).append("00000000").append("00000001");
    return text.toString();
  }
}
