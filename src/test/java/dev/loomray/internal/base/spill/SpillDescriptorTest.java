package dev.loomray.internal.base.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SpillDescriptorTest {
  private static final long SESSION = 0x0123456789ABCDEFL;
  private static final SpillDescriptor OBJECT =
      new SpillDescriptor(SESSION, 7, (byte) -3, 1L << 40, 0x89ABCDEF);

  @Test
  void theHeaderIsAsItIsDrawn() {
    ByteBuffer header = OBJECT.header();
    assertThat(header.remaining()).isEqualTo(64);
    assertThat(new String(header.array(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("LOOMSPL1");
    assertThat(header.getInt(8)).isEqualTo(1);
    assertThat(header.getInt(12)).isEqualTo(-3);
    assertThat(header.getLong(16)).isEqualTo(SESSION);
    assertThat(header.getLong(24)).isEqualTo(7);
    assertThat(header.getLong(32)).isEqualTo(1L << 40);
    assertThat(header.getInt(40)).isEqualTo(0x89ABCDEF);
    assertThat(header.array()[16]).as("little-endian").isEqualTo((byte) 0xEF);
    for (int at = 44; at < 60; at++) {
      assertThat(header.get(at)).isZero();
    }
    assertThat(header.getInt(60)).isEqualTo(checksumOf(header));
  }

  @Test
  void headersAreAtMultiplesOfTheirLength() {
    assertThat(SpillDescriptor.end(128, 5)).isEqualTo(197);
    assertThat(SpillDescriptor.next(0)).isZero();
    assertThat(SpillDescriptor.next(64)).isEqualTo(64);
    assertThat(SpillDescriptor.next(65)).isEqualTo(128);
    assertThat(SpillDescriptor.next((1L << 40) + 1)).isEqualTo((1L << 40) + 64);
  }

  @Test
  void itKnowsItsHeader() {
    assertThat(OBJECT.difference(OBJECT.header())).isNull();
  }

  @Test
  void noBitOfItsHeaderMayChange() {
    for (int bit = 0; bit < 8 * SpillDescriptor.HEADER; bit++) {
      ByteBuffer header = OBJECT.header();
      header.put(bit / 8, (byte) (header.get(bit / 8) ^ 1 << bit % 8));
      assertThat(OBJECT.difference(header)).as("bit %d", bit).isEqualTo("no header");
    }
    assertThat(OBJECT.difference(SpillDescriptor.buffer())).isEqualTo("no header");
  }

  @Test
  void itKnowsOthers() {
    assertDifference(SESSION + 1, 7, -3, 1L << 40, "one of session 0123456789abcdf0");
    assertDifference(SESSION, 8, -3, 1L << 40, "another: object 8 of type -3 with 1099511627776");
    assertDifference(SESSION, 7, 3, 1L << 40, "another: object 7 of type 3 with 1099511627776");
    assertDifference(SESSION, 7, -3, 5, "another: object 7 of type -3 with 5 bytes and");
  }

  private static void assertDifference(
      long session, long number, int type, long length, String expected) {
    SpillDescriptor other = new SpillDescriptor(session, number, (byte) type, length, 0x89ABCDEF);
    assertThat(OBJECT.difference(other.header())).startsWith(expected);
  }

  @Test
  void itDoesNotReadAnotherVersion() {
    ByteBuffer header = OBJECT.header().putInt(8, 2);
    header.putInt(60, checksumOf(header));
    assertThat(OBJECT.difference(header)).isEqualTo("a header of version 2");
  }

  private static int checksumOf(ByteBuffer header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, 60);
    return (int) checksum.getValue();
  }
}
