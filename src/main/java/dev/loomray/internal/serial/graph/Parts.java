package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects that are held by another, one after the other, behind their number. */
final class Parts {
  private Parts() {}

  /** The keys and values of a map in turn. */
  static @Nullable Object[] ofEntries(Map<?, ?> map) {
    List<@Nullable Object> parts = new ArrayList<>(2 * map.size());
    try {
      map.forEach(
          (key, value) -> {
            parts.add(key);
            parts.add(value);
          });
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, map);
    }
    return parts.toArray();
  }

  /** Writes elements; the path to one that fails is {@code [index]}. */
  static void write(Kryo kryo, Output output, Object holder, @Nullable Object[] parts) {
    output.writeVarInt(parts.length, true);
    int i = 0;
    try {
      for (; i < parts.length; i++) {
        kryo.writeClassAndObject(output, parts[i]);
      }
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, holder).at("[" + i + "]");
    }
  }

  /** Writes keys and values in turn; the path to a value that fails is {@code [key]}. */
  static void writeEntries(Kryo kryo, Output output, Map<?, ?> map) {
    @Nullable Object[] parts = ofEntries(map);
    output.writeVarInt(parts.length, true);
    int i = 0;
    try {
      for (; i < parts.length; i++) {
        kryo.writeClassAndObject(output, parts[i]);
      }
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, map).at(i % 2 == 0 ? "[a key]" : "[" + shown(parts[i - 1]) + "]");
    }
  }

  /** Reads elements, or keys and values in turn. */
  static @Nullable Object[] read(Kryo kryo, Input input) {
    @Nullable Object[] parts = new Object[((CheckedInput) input).readLength()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = kryo.readClassAndObject(input);
    }
    return parts;
  }

  /** Writes the order of a collection, which must be there before the collection is. */
  static void writeComparator(
      GraphKryo kryo, Output output, Object holder, @Nullable Object comparator) {
    kryo.references().open(holder);
    try {
      kryo.writeClassAndObject(output, comparator);
    } catch (RuntimeException e) {
      throw StoreFailure.of(e, holder).at("[comparator]");
    }
    kryo.references().close();
  }

  /** A key as text; only of classes whose text is short and runs no code of a user. */
  private static String shown(@Nullable Object key) {
    if (key instanceof String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    boolean isPlain = key instanceof Integer || key instanceof Long || key == null;
    return isPlain ? String.valueOf(key) : "a value";
  }
}
