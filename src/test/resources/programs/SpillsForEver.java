import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps three times as much as the store holds and spills all the time, until it is killed; says when it has begun. Its
 * arguments are where the store is and where it spills to.
 */
class SpillsForEver {
  static final long STORE = 32 << 20;
  static final int EACH = 3 << 20;

  void main(String[] args) {
    try (Ray ray =
        Ray.init(
            c -> c.storeBytes(STORE).sessionDir(Path.of(args[0])).spillDir(Path.of(args[1])))) {
      Queue<ObjectRef<byte[]>> kept = new ArrayDeque<>();
      boolean hasBegun = false;
      while (true) {
        kept.add(ray.put(new byte[EACH]));
        if (kept.size() > 3 * STORE / EACH) {
          kept.remove().free();
        }
        if (!hasBegun && ray.memory().spilled() > STORE) {
          hasBegun = true;
          IO.println("spilling");
        }
      }
    }
  }
}
