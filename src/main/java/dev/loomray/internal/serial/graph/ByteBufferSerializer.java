package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes what is between the position and the limit of a buffer, which comes back as a buffer on
 * the heap.
 */
final class ByteBufferSerializer extends Serializer<ByteBuffer> {
  @Override
  public void write(Kryo kryo, Output output, ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    output.writeBoolean(buffer.order() == ByteOrder.BIG_ENDIAN);
    output.writeVarInt(bytes.length, true);
    output.writeBytes(bytes);
  }

  @Override
  public ByteBuffer read(Kryo kryo, Input input, Class<? extends ByteBuffer> type) {
    ByteOrder order = input.readBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return ByteBuffer.wrap(((CheckedInput) input).readSized()).order(order);
  }
}
