package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/**
 * Kryo's input, with a check that Kryo lacks: a length above the bytes that remain is refused
 * before anything of that length is allocated. Without it a dozen wrong bytes are enough for an
 * OutOfMemoryError.
 *
 * <p>A length of elements also claims its bytes: what is claimed by arrays in arrays is together no
 * more than all bytes. Else each of a thousand nested ones could have the length of the whole.
 */
final class CheckedInput extends Input {
  private static final byte[] NOTHING = new byte[0];
  private static final int KEPT_CHARS = 64 * 1024;

  private int unclaimed;

  CheckedInput() {
    super(NOTHING);
  }

  /** Lets go of the bytes, and of what a long string has left. */
  void release() {
    setBuffer(NOTHING);
    if (chars.length > KEPT_CHARS) {
      chars = new char[32];
    }
  }

  @Override
  public void setBuffer(byte[] bytes, int offset, int count) {
    super.setBuffer(bytes, offset, count);
    unclaimed = count;
  }

  /** Reads a number of elements, each at least one byte long, that are read one by one. */
  int readLength() {
    int length = checked(readVarInt(true), 1);
    if (length > unclaimed) {
      throw new KryoException("length " + length + " with " + unclaimed + " bytes left for it");
    }
    unclaimed -= length;
    return length;
  }

  /** Reads bytes behind their number. */
  byte[] readSized() {
    return readBytes(readVarInt(true));
  }

  /** Refuses a length for which there are not enough bytes. */
  int checked(int length, int width) {
    int left = limit - position;
    if (length < 0 || (long) length * width > left) {
      throw new KryoException(
          "length " + Integer.toUnsignedString(length) + " with " + left + " bytes left");
    }
    return length;
  }

  @Override
  public byte[] readBytes(int length) {
    return super.readBytes(checked(length, 1));
  }

  @Override
  public long[] readLongs(int length) {
    return super.readLongs(checked(length, Long.BYTES));
  }

  @Override
  public String readString() {
    checkText();
    return super.readString();
  }

  @Override
  public StringBuilder readStringBuilder() {
    checkText();
    return super.readStringBuilder();
  }

  /** Looks ahead at the length of a text; only texts that are not ASCII have one. */
  private void checkText() {
    int start = position;
    if (readVarIntFlag()) {
      int length = readVarIntFlag(true);
      if (length > 1) {
        checked(length - 1, 1);
      }
    }
    position = start;
  }
}
