package dev.loomray.internal.base.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory that is full of noise, and objects made of it. */
final class Bytes {
  private static final int ALIGNMENT = 64;

  private Bytes() {}

  /** The same for the same seed. */
  static MemorySegment noise(long size, long seed) {
    MemorySegment bytes = room(size);
    long word = seed;
    long words = size & -Long.BYTES;
    for (long at = 0; at < words; at += Long.BYTES) {
      word = word * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
      bytes.set(ValueLayout.JAVA_LONG, at, word);
    }
    for (long at = words; at < size; at++) {
      bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (word >>> at % Long.BYTES));
    }
    return bytes;
  }

  static MemorySegment room(long size) {
    return Arena.ofAuto().allocate(size, ALIGNMENT);
  }

  /** An object whose bytes follow from its number and length. */
  static Item item(long number, long size) {
    return new Item(number, (byte) 5, noise(size, number));
  }

  static void assertHolds(Spilled spilled, Item item) throws IOException {
    assertThat(spilled.bytes()).isEqualTo(item.bytes().byteSize());
    MemorySegment read = room(spilled.bytes());
    spilled.read(read);
    assertThat(read.mismatch(item.bytes())).isEqualTo(-1);
  }
}
