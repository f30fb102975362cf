package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Writes an array of objects, or of arrays. */
final class ArraySerializer extends Serializer<@Nullable Object[]> {
  private final Class<?> component;
  private final Slot slot;

  ArraySerializer(Class<?> type) {
    component = type.getComponentType();
    slot = Slot.of(component);
  }

  @Override
  public void write(Kryo kryo, Output output, @Nullable Object[] array) {
    output.writeVarInt(array.length, true);
    int i = 0;
    try {
      for (; i < array.length; i++) {
        slot.write(kryo, output, array[i], component);
      }
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, array).at("[" + i + "]");
    }
  }

  @Override
  public @Nullable Object[] read(Kryo kryo, Input input, Class<? extends @Nullable Object[]> type) {
    int length = ((CheckedInput) input).readLength();
    @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(component, length);
    kryo.reference(array);
    for (int i = 0; i < length; i++) {
      array[i] = slot.read(kryo, input, component);
    }
    return array;
  }
}
