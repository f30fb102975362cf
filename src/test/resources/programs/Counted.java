import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stores some objects, says what it knows of them, and keeps them until somebody closes its input. */
class Counted {
  void main(String[] args) throws Exception {
    try (Ray ray = Ray.init(c -> c.sessionDir(Path.of(args[0])).storeBytes(64 << 20))) {
      List<ObjectRef<byte[]>> kept = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        kept.add(ray.put(new byte[i * 25_000]));
      }
      for (int i = 0; i < 7; i++) {
        kept.removeFirst().free();
      }
      kept.add(ray.put(new byte[20 << 20]));
      MemoryReport memory = ray.memory();
      IO.println("bytes used: " + (memory.used() - memory.inline()));
      IO.println("bytes at most: " + (memory.used() + memory.free()));
      IO.println("objects: " + memory.largest().size());
      IO.println("objects freed so far: 7");
      IO.println("that is all");
      System.in.read();
    }
  }
}
