import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import java.util.ArrayList;
import java.util.List;

/** Much work for a small machine. */
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

  static int moreAndMore() {
    List<long[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new long[100_000]);
    }
  }

  void main() {
    try (Ray ray = Ray.init()) {
      List<ObjectRef<Integer>> refs = new ArrayList<>();
      for (int i = 0; i < 200_000; i++) {
        refs.add(ray.call(Heavy::increment, i));
      }
      long sum = 0;
      for (ObjectRef<Integer> ref : refs) {
        sum += ref.get();
      }
      IO.println("200000 tasks: " + sum);
      List<ObjectRef<Integer>> half = refs.subList(0, 100_000);
      IO.println("get of a list: " + ray.get(half).size());
      IO.println("100000 refs as one argument: " + ray.call(Heavy::sum, half).get());
      refs.clear();
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
