package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.loomray.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Writes the objects of one class with the user's codec, behind their length, so that it cannot
 * read beyond them.
 */
final class UserCodecSerializer extends Serializer<Object> {
  private final Class<?> type;
  private final Codec<Object> codec;

  @SuppressWarnings(
      "unchecked") // the configuration takes a class only together with a codec of that class
  UserCodecSerializer(Class<?> type, Codec<?> codec) {
    this.type = type;
    this.codec = (Codec<Object>) codec;
  }

  @Override
  public void write(Kryo kryo, Output output, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(value, new DataOutputStream(bytes));
    } catch (IOException | RuntimeException e) {
      throw StoreFailure.threw(type, "codec", e);
    }
    output.writeVarInt(bytes.size(), true);
    output.writeBytes(bytes.toByteArray());
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> ignored) {
    byte[] bytes = ((CheckedInput) input).readSized();
    try {
      Object value = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      if (value == null) {
        throw new KryoException("the codec of " + type.getName() + " answered null");
      }
      return value;
    } catch (IOException e) {
      throw new KryoException("the codec of " + type.getName() + " threw " + e, e);
    }
  }
}
