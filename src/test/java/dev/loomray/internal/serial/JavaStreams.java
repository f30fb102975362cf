package dev.loomray.internal.serial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** Java streams as they stand in a value, and any bytes in their place. */
final class JavaStreams {
  /** What comes before the length of the stream of an exception that has no objects beside it. */
  private static final byte[] BEFORE = before();

  private JavaStreams() {}

  private static byte[] before() {
    ValueCodec codec = new ValueCodec(Map.of(), JavaStreams.class.getClassLoader());
    byte[] bytes = codec.encode(new IOException("x")).bytes();
    int stream = 0;
    while ((bytes[stream] & 0xff) != 0xac || (bytes[stream + 1] & 0xff) != 0xed) {
      stream++;
    }
    return Arrays.copyOf(bytes, stream - number(bytes.length - stream).length);
  }

  /** The bytes of a value that has this stream. */
  static byte[] value(byte[] stream) {
    byte[] length = number(stream.length);
    byte[] bytes = Arrays.copyOf(BEFORE, BEFORE.length + length.length + stream.length);
    System.arraycopy(length, 0, bytes, BEFORE.length, length.length);
    System.arraycopy(stream, 0, bytes, BEFORE.length + length.length, stream.length);
    return bytes;
  }

  /** As Kryo writes a length. */
  private static byte[] number(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest | 0x80);
    }
    out.write(rest);
    return out.toByteArray();
  }

  /** What Java writes. */
  static byte[] of(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
