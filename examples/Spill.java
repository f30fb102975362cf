import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Three times as much as the store holds: what is not read goes to files, and comes back when it is. Every number is checked.
 *
 * <pre>
 *   examples/run Spill          a store of 256 MiB
 *   examples/run Spill 64       of 64 MiB
 * </pre>
 */
class Spill {
  static final long MIB = 1 << 20;
  static final int EACH = (int) (4 * MIB / Long.BYTES); // numbers in an array of 4 MiB

  static long[] numbers(int array) {
    long[] numbers = new long[EACH];
    for (int i = 0; i < EACH; i++) {
      numbers[i] = 31L * array + i;
    }
    return numbers;
  }

  /** How many numbers of a stored array are not what they were; a task, which reads in place. */
  static int wrong(ObjectRef<long[]> ref, int array) {
    int wrong = 0;
    try (ObjectView view = ref.view()) {
      for (int i = 0; i < EACH; i++) {
        wrong += view.getLong((long) i * Long.BYTES) == 31L * array + i ? 0 : 1;
      }
    }
    return wrong;
  }

  void main(String[] args) {
    long store = (args.length > 0 ? Long.parseLong(args[0]) : 256) * MIB;
    int arrays = (int) (3 * store / (4 * MIB));
    try (Ray ray = Ray.init(c -> c.storeBytes(store))) {
      List<ObjectRef<long[]>> refs = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < arrays; i++) {
        refs.add(ray.put(numbers(i)));
        if (refs.size() % (arrays / 3) == 0) {
          say("put", refs.size(), start, ray);
        }
      }
      for (int round = 1; round <= 2; round++) {
        start = System.nanoTime();
        List<ObjectRef<Integer>> checks = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
          int array = i;
          ObjectRef<long[]> ref = refs.get(i);
          checks.add(ray.call(() -> wrong(ref, array)));
        }
        int wrong = ray.get(checks).stream().mapToInt(Integer::intValue).sum();
        say("read", arrays, start, ray);
        IO.println("round " + round + ": wrong numbers: " + wrong);
      }
    }
  }

  static void say(String what, int arrays, long start, Ray ray) {
    double seconds = (System.nanoTime() - start) / 1e9;
    IO.println(
        String.format(
            Locale.ROOT,
            "%s %,d MiB, %,.0f MiB/s; %,d MiB in memory, %,d MiB on disk",
            what,
            4 * arrays,
            4 * arrays / seconds,
            ray.memory().used() / MIB,
            ray.memory().spilled() / MIB));
  }
}
