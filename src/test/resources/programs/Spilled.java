import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts three times as much as the store holds, objects of all sizes, and checks every byte of it, twice. Its arguments are
 * where the store is and where it spills to.
 */
class Spilled {
  static final long STORE = 32 << 20;
  static final long PAGE = 256 << 10;
  static final int[] SIZES = {1_000, 20_000, 300_001, 2_000_003, 7_654_321};

  static byte[] content(int number) {
    byte[] content = new byte[SIZES[number % SIZES.length]];
    int mixed = number * 0x9E3779B9;
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ((mixed + i * 31) >>> 7);
    }
    return content;
  }

  static boolean isRight(byte[] read, int number) {
    return Arrays.equals(read, content(number));
  }

  void main(String[] args) {
    try (Ray ray =
        Ray.init(
            c ->
                c.storeBytes(STORE)
                    .inlineBytes(0)
                    .sessionDir(Path.of(args[0]))
                    .spillDir(Path.of(args[1])))) {
      List<ObjectRef<byte[]>> refs = new ArrayList<>();
      for (long put = 0; put < 3 * STORE; put += SIZES[(refs.size() - 1) % SIZES.length]) {
        refs.add(ray.put(content(refs.size())));
      }
      IO.println("in memory at most the store: " + (ray.memory().used() <= STORE));
      IO.println("on disk at least the rest: " + (ray.memory().spilled() >= 2 * STORE));
      int wrong = 0;
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < refs.size(); i++) {
          wrong += isRight(refs.get(i).get(), i) ? 0 : 1;
        }
      }
      List<ObjectRef<Boolean>> checks = new ArrayList<>();
      for (int i = 0; i < refs.size(); i++) {
        checks.add(ray.call(Spilled::isRight, refs.get(i), i));
      }
      IO.println("wrong: " + wrong);
      IO.println("right in tasks: " + ray.get(checks).stream().allMatch(right -> right));
      refs.forEach(ObjectRef::free);
      IO.println("left at most the page being filled: " + (ray.memory().used() <= PAGE));
    }
  }
}
