import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An object one byte longer than 2 GiB: it is read at both ends, in place, and there is no buffer that long. */
class Huge {
  static final long BYTES = (2L << 30) + 1;

  void main() {
    try (Ray ray = Ray.init(c -> c.storeBytes(3L << 30))) {
      WritableObject writing = ray.create(BYTES);
      writing.putLong(0, 42);
      writing.putByte(BYTES - 1, (byte) 7);
      ObjectRef<MemorySegment> ref = writing.seal();
      MemorySegment kept;
      try (ObjectView view = ref.view()) {
        IO.println(view.byteSize() + " bytes: " + view.getLong(0) + ", " + view.getByte(BYTES - 1));
        kept = view.segment();
        try {
          view.byteBuffer();
        } catch (IllegalStateException e) {
          IO.println(e.getMessage());
        }
      }
      MemorySegment value = ref.get();
      IO.println(value.byteSize() + " bytes, read-only: " + value.isReadOnly());
      ref.free();
      IO.println("after free: " + kept.get(ValueLayout.JAVA_BYTE, BYTES - 1));
    }
  }
}
