package dev.loomray.internal.store.segment;

import java.util.Locale;

/** Numbers of bytes as people write them: {@code 512 bytes}, {@code 1.5 GiB}. */
public final class ByteSize {
  private ByteSize() {}

  /** With one digit behind the point, unless that is zero. */
  public static String text(long bytes) {
    if (Math.abs(bytes) < 1024) {
      return bytes + " bytes";
    }
    int power = Math.min(4, (63 - Long.numberOfLeadingZeros(Math.abs(bytes))) / 10);
    String number = String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << (10 * power)));
    return number.replaceFirst("\\.0$", "") + " " + "KMGT".charAt(power - 1) + "iB";
  }
}
