package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a map of the JDK: its comparator, if its class has one, and a snapshot of its entries. It
 * is filled when all entries are there, so that a hash is computed of a complete key.
 */
final class EntriesSerializer<M extends Map<@Nullable Object, @Nullable Object>>
    extends Serializer<M> {
  private final @Nullable Function<M, @Nullable Object> comparator;
  private final Function<@Nullable Comparator<Object>, M> maker;

  private EntriesSerializer(
      @Nullable Function<M, @Nullable Object> comparator,
      Function<@Nullable Comparator<Object>, M> maker) {
    this.comparator = comparator;
    this.maker = maker;
  }

  static <M extends Map<@Nullable Object, @Nullable Object>> EntriesSerializer<M> of(
      Supplier<M> maker) {
    return new EntriesSerializer<>(null, ignored -> maker.get());
  }

  static <M extends Map<@Nullable Object, @Nullable Object>> EntriesSerializer<M> sorted(
      Function<M, @Nullable Object> comparator, Function<@Nullable Comparator<Object>, M> maker) {
    return new EntriesSerializer<>(comparator, maker);
  }

  @Override
  public void write(Kryo kryo, Output output, M map) {
    if (comparator != null) {
      Parts.writeComparator((GraphKryo) kryo, output, map, comparator.apply(map));
    }
    Parts.writeEntries(kryo, output, map);
  }

  @Override
  @SuppressWarnings("unchecked") // it was written as the comparator of such a map
  public M read(Kryo kryo, Input input, Class<? extends M> type) {
    Object order = comparator == null ? null : kryo.readClassAndObject(input);
    M map = maker.apply((Comparator<Object>) order);
    kryo.reference(map);
    @Nullable Object[] parts = Parts.read(kryo, input);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      map.put(parts[i], parts[i + 1]);
    }
    return map;
  }
}
