package dev.loomray.internal.serial;

import dev.loomray.internal.serial.graph.WrittenGraph;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Objects that Kryo has written; the large arrays in them are still the caller's. */
final class GraphSnapshot extends Snapshot {
  private final WrittenGraph graph;

  GraphSnapshot(WrittenGraph graph, List<Object> handles) {
    super(ValueType.GRAPH, handles);
    this.graph = graph;
  }

  @Override
  public long byteSize() {
    return graph.byteSize();
  }

  @Override
  void write(MemorySegment target) {
    graph.writeTo(target);
  }
}
