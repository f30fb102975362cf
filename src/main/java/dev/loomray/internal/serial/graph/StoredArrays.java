package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import java.lang.foreign.MemorySegment;

/**
 * The large arrays of a graph that is being read. They come one after the other, each once: so what
 * is made of them is never more than what there is.
 */
final class StoredArrays {
  private final MemorySegment form;
  private final GraphDescriptor layout;
  private int taken;

  StoredArrays(MemorySegment form, GraphDescriptor layout) {
    this.form = form;
    this.layout = layout;
  }

  /**
   * A copy of the next.
   *
   * @param kind what the objects say it is
   * @param length how many elements the objects say it has
   */
  Object next(PrimitiveArray kind, int length) {
    long bytes = (long) length * kind.width();
    if (taken == layout.arrays() || layout.length(taken) != bytes) {
      throw new KryoException(
          "array " + taken + " of " + layout.arrays() + " does not have " + bytes + " bytes");
    }
    return ArrayMemory.read(kind, form.asSlice(layout.offset(taken++), bytes));
  }

  /** Refuses a graph that has more. */
  void ensureAllTaken() {
    if (taken != layout.arrays()) {
      throw new KryoException((layout.arrays() - taken) + " arrays too many");
    }
  }
}
