package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a collection of the JDK: its comparator, if its class has one, and a snapshot of its
 * elements. It is filled when all elements are there, so that a hash is computed of a complete
 * element.
 */
final class ElementsSerializer<C extends Collection<@Nullable Object>> extends Serializer<C> {
  private final @Nullable Function<C, @Nullable Object> comparator;
  private final Function<@Nullable Comparator<Object>, C> maker;

  private ElementsSerializer(
      @Nullable Function<C, @Nullable Object> comparator,
      Function<@Nullable Comparator<Object>, C> maker) {
    this.comparator = comparator;
    this.maker = maker;
  }

  static <C extends Collection<@Nullable Object>> ElementsSerializer<C> of(Supplier<C> maker) {
    return new ElementsSerializer<>(null, ignored -> maker.get());
  }

  static <C extends Collection<@Nullable Object>> ElementsSerializer<C> sorted(
      Function<C, @Nullable Object> comparator, Function<@Nullable Comparator<Object>, C> maker) {
    return new ElementsSerializer<>(comparator, maker);
  }

  @Override
  public void write(Kryo kryo, Output output, C collection) {
    if (comparator != null) {
      Parts.writeComparator((GraphKryo) kryo, output, collection, comparator.apply(collection));
    }
    Parts.write(kryo, output, collection, collection.toArray());
  }

  @Override
  @SuppressWarnings("unchecked") // it was written as the comparator of such a collection
  public C read(Kryo kryo, Input input, Class<? extends C> type) {
    Object order = comparator == null ? null : kryo.readClassAndObject(input);
    C collection = maker.apply((Comparator<Object>) order);
    kryo.reference(collection);
    collection.addAll(Arrays.asList(Parts.read(kryo, input)));
    return collection;
  }
}
