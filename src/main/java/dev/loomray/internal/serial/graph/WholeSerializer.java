package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of an object that can only be made whole, such as {@code List.of(..)}, and makes
 * it from them.
 */
final class WholeSerializer<T> extends Serializer<T> {
  private final Function<T, @Nullable Object[]> parts;
  private final Function<@Nullable Object[], T> maker;

  WholeSerializer(Function<T, @Nullable Object[]> parts, Function<@Nullable Object[], T> maker) {
    this.parts = parts;
    this.maker = maker;
  }

  @Override
  public void write(Kryo kryo, Output output, T whole) {
    GraphReferences references = ((GraphKryo) kryo).references();
    references.open(whole);
    Parts.write(kryo, output, whole, parts.apply(whole));
    references.close();
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return maker.apply(Parts.read(kryo, input));
  }
}
