import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import java.nio.file.Path;

/**
 * Puts ten times as much as the store holds and keeps nothing. It makes hardly any garbage on the heap, so the collector has no
 * reason of its own to run. Its arguments are where the store is and where it spills to.
 */
class Dropped {
  static final long STORE = 32 << 20;
  static final int EACH = 1 << 20;

  void main(String[] args) {
    try (Ray ray =
        Ray.init(
            c -> c.storeBytes(STORE).sessionDir(Path.of(args[0])).spillDir(Path.of(args[1])))) {
      byte[] content = new byte[EACH];
      int wrong = 0;
      for (int i = 0; i < 10 * STORE / EACH; i++) {
        content[i] = (byte) (i + 1);
        ObjectRef<byte[]> ref = ray.put(content);
        try (ObjectView view = ref.view()) {
          wrong += view.getByte(i) == (byte) (i + 1) && view.getByte(i + 1) == 0 ? 0 : 1;
        }
      }
      IO.println("wrong: " + wrong);
    }
  }
}
