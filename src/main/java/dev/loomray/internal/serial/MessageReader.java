package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link MessageWriter} has written. */
final class MessageReader {
  private final ValueCodec values;
  private final byte[] bytes;
  private final List<Object> handles;
  private int position;
  private int nextHandle;

  MessageReader(ValueCodec values, Encoded message) {
    this.values = values;
    this.bytes = message.bytes();
    this.handles = message.handles();
  }

  int small() {
    return bytes[skip(1)];
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[skip(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw refused("a number that does not end");
  }

  /** Reads a number that must not be above a limit. */
  int count(int limit) {
    long value = number();
    if (value < 0 || value > limit) {
      throw refused("expected a number up to " + limit + ", found " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  String text() {
    int length = count(left());
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }

  @Nullable Object value() {
    int first = nextHandle;
    nextHandle += count(handles.size() - first);
    int length = count(left());
    return values.decode(bytes, skip(length), length, handles.subList(first, nextHandle));
  }

  /** Refuses a message that goes on. */
  void end() {
    if (left() > 0) {
      throw refused(left() + " bytes too many");
    }
  }

  int left() {
    return bytes.length - position;
  }

  static UnserializableException refused(String why) {
    return new UnserializableException("cannot read a message: " + why, null);
  }

  private int skip(int length) {
    if (length > left()) {
      throw refused("it ends too early");
    }
    int start = position;
    position += length;
    return start;
  }
}
