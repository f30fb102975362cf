import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.util.ArrayList;
import java.util.List;

/** Keeps more mebibytes than its container has memory, in a store of the usual size; how many is its argument. */
class Contained {
  static final int LONGS = 1 << 17;

  static long[] content(int number) {
    long[] content = new long[LONGS];
    for (int i = 0; i < LONGS; i++) {
      content[i] = 31L * number + i;
    }
    return content;
  }

  void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    try (Ray ray = Ray.init()) {
      List<ObjectRef<long[]>> refs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        refs.add(ray.put(content(i)));
      }
      IO.println("spills: " + (ray.memory().spilled() > 0));
      int wrong = 0;
      for (int i = 0; i < count; i++) {
        long[] found = refs.get(i).get();
        for (int k = 0; k < LONGS; k++) {
          wrong += found[k] == 31L * i + k ? 0 : 1;
        }
      }
      IO.println("wrong: " + wrong);
    }
  }
}
