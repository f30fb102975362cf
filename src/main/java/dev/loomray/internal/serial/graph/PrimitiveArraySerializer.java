package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;

/** Writes an array of primitives as its raw bytes. */
final class PrimitiveArraySerializer extends Serializer<Object> {
  private final PrimitiveArray kind;

  PrimitiveArraySerializer(PrimitiveArray kind) {
    this.kind = kind;
  }

  @Override
  public void write(Kryo kryo, Output output, Object array) {
    int length = Array.getLength(array);
    output.writeVarInt(length, true);
    if ((long) length * kind.width() > Integer.MAX_VALUE - 64) {
      throw new KryoException("an array of more than 2 GiB");
    }
    byte[] bytes = new byte[length * kind.width()];
    kind.copy(array, bytes, 0);
    output.writeBytes(bytes);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    int length = ((CheckedInput) input).checked(input.readVarInt(true), kind.width());
    Object array = kind.copyOf(input.getBuffer(), input.position(), length);
    input.setPosition(input.position() + length * kind.width());
    return array;
  }
}
