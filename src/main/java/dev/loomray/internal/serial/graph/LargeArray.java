package dev.loomray.internal.serial.graph;

/** An array of a graph that is to lie behind the objects; still the user's. */
record LargeArray(PrimitiveArray kind, Object array) {
  long byteSize() {
    return kind.byteSize(array);
  }
}
