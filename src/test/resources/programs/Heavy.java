import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import java.util.ArrayList;
import java.util.List;

/** Much work for a small machine, in waves, since a task that waits for its turn needs memory. */
class Heavy {
  static int increment(int x) {
    return x + 1;
  }

  static long sum(List<ObjectRef<Integer>> refs) {
    return refs.stream().mapToLong(ObjectRef::get).sum();
  }

  static long oneLargeArray() {
    return new long[Integer.MAX_VALUE - 8].length;
  }

  static int moreAndMore() throws InterruptedException {
    Thread.sleep(200); // until the main thread waits, and needs no memory itself
    List<long[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new long[100_000]);
    }
  }

  void main() {
    try (Ray ray = Ray.init(c -> c.engine(Engine.valueOf(System.getProperty("engine"))))) {
      List<ObjectRef<Integer>> kept = new ArrayList<>();
      long sum = 0;
      for (int wave = 0; wave < 20; wave++) {
        List<ObjectRef<Integer>> refs = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
          refs.add(ray.call(Heavy::increment, i));
        }
        for (int value : ray.get(refs)) {
          sum += value;
        }
        kept.addAll(wave < 10 ? refs : List.of());
      }
      IO.println("200000 tasks: " + sum);
      IO.println("get of a list: " + ray.get(kept).size());
      IO.println("100000 refs as one argument: " + ray.call(Heavy::sum, kept).get());
      fails(ray.call(Heavy::oneLargeArray));
      fails(ray.call(Heavy::moreAndMore));
      IO.println("afterwards: " + ray.call(Heavy::increment, 41).get());
    }
  }

  private static void fails(ObjectRef<?> ref) {
    try {
      IO.println("unexpected: " + ref.get());
    } catch (TaskException e) {
      IO.println("failed with " + e.getCause().getClass().getName());
    }
  }
}
