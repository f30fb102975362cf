package dev.loomray.internal.serial;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the parts of a message one after the other: numbers, texts and encoded values. */
final class MessageWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final List<Object> handles = new ArrayList<>();

  /** Writes a number from 0 to 127. */
  MessageWriter small(int value) {
    bytes.write(value);
    return this;
  }

  /** Writes a number in 7 bits a byte, the lowest first. */
  MessageWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  MessageWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a value: how many handles it has, and its bytes behind their length. */
  MessageWriter value(Encoded value) {
    handles.addAll(value.handles());
    return number(value.handles().size()).bytes(value.bytes());
  }

  Encoded message() {
    return new Encoded(bytes.toByteArray(), handles);
  }

  private MessageWriter bytes(byte[] value) {
    number(value.length);
    bytes.write(value, 0, value.length);
    return this;
  }
}
