package dev.loomray.internal.store;

import dev.loomray.internal.base.Require;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arrays that can be copied as they are, and how their elements lie in memory. */
enum Elements {
  BYTES(byte[].class, ValueLayout.JAVA_BYTE),
  CHARS(char[].class, ValueLayout.JAVA_CHAR_UNALIGNED),
  SHORTS(short[].class, ValueLayout.JAVA_SHORT_UNALIGNED),
  INTS(int[].class, ValueLayout.JAVA_INT_UNALIGNED),
  LONGS(long[].class, ValueLayout.JAVA_LONG_UNALIGNED),
  FLOATS(float[].class, ValueLayout.JAVA_FLOAT_UNALIGNED),
  DOUBLES(double[].class, ValueLayout.JAVA_DOUBLE_UNALIGNED);

  private static final List<Elements> ALL = List.of(values());

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // as all layouts are
  private final ValueLayout layout;

  Elements(Class<?> type, ValueLayout layout) {
    this.type = type;
    this.layout = layout;
  }

  /** Those of an array. */
  static Elements of(@Nullable Object array, String name) {
    Class<?> type = Require.notNull(array, name).getClass();
    for (Elements each : ALL) {
      if (each.type == type) {
        return each;
      }
    }
    throw Require.refused(name, "an array of primitives but booleans", "a " + type.getTypeName());
  }

  ValueLayout layout() {
    return layout;
  }

  /** How many bytes the elements of an array are. */
  long bytes(Object array) {
    return Array.getLength(array) * layout.byteSize();
  }
}
