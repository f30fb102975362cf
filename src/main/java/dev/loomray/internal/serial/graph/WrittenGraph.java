package dev.loomray.internal.serial.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The bytes of a graph's objects, and its large arrays, which are still those of the user. */
public final class WrittenGraph {
  private final byte[] objects; // may be longer
  private final List<LargeArray> arrays;
  private final GraphDescriptor layout;

  WrittenGraph(byte[] objects, int length, List<LargeArray> arrays) {
    this.objects = objects;
    this.arrays = arrays;
    this.layout = new GraphDescriptor(length, lengths(arrays));
  }

  /** How many bytes the graph needs. */
  public long byteSize() {
    return layout.byteSize();
  }

  /**
   * Writes the graph as a {@link GraphDescriptor} draws it.
   *
   * @param target as many bytes as the graph needs
   */
  public void writeTo(MemorySegment target) {
    layout.write(target);
    int length = layout.objectsLength();
    MemorySegment.copy(objects, 0, target, ValueLayout.JAVA_BYTE, layout.objectsOffset(), length);
    int i = 0;
    for (LargeArray large : arrays) {
      ArrayMemory.write(large.kind(), large.array(), target, layout.offset(i++));
    }
  }

  private static long[] lengths(List<LargeArray> arrays) {
    long[] lengths = new long[arrays.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = arrays.get(i).byteSize();
    }
    return lengths;
  }
}
