package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.List;

/**
 * Writes an array of primitives as its length and its raw bytes; a large one as its length alone,
 * where its bytes lie behind the objects.
 */
final class PrimitiveArraySerializer extends Serializer<Object> {
  private final PrimitiveArray kind;

  PrimitiveArraySerializer(PrimitiveArray kind) {
    this.kind = kind;
  }

  @Override
  public void write(Kryo kryo, Output output, Object array) {
    output.writeVarInt(Array.getLength(array), true);
    List<LargeArray> behind = ((GraphKryo) kryo).largeArrays();
    if (behind != null && isLarge(kind.byteSize(array))) {
      behind.add(new LargeArray(kind, array));
    } else {
      writeBytes(output, array);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    int length = input.readVarInt(true);
    StoredArrays behind = ((GraphKryo) kryo).storedArrays();
    return behind != null && isLarge((long) length * kind.width())
        ? behind.next(kind, length)
        : readBytes((CheckedInput) input, length);
  }

  private void writeBytes(Output output, Object array) {
    long size = kind.byteSize(array);
    if (size > Integer.MAX_VALUE - 64) {
      throw new KryoException("an array of more than 2 GiB");
    }
    byte[] bytes = new byte[(int) size];
    kind.copy(array, bytes, 0);
    output.writeBytes(bytes);
  }

  private Object readBytes(CheckedInput input, int claimed) {
    int length = input.checked(claimed, kind.width());
    Object array = kind.copyOf(input.getBuffer(), input.position(), length);
    input.setPosition(input.position() + length * kind.width());
    return array;
  }

  /** Whether an array of so many bytes lies behind the objects, where there is such a place. */
  static boolean isLarge(long bytes) {
    return bytes >= GraphDescriptor.LARGE_ARRAY;
  }
}
