import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tasks in tasks, sleepers and a fan-out at once; says at the end how many threads it was. */
class Nested {
  private static final Pattern LEASES = Pattern.compile(" (\\d+) runs, (\\d+) made, ");

  static int fib(int n) {
    if (n < 2) {
      return n;
    }
    ObjectRef<Integer> a = Ray.current().call(Nested::fib, n - 1);
    ObjectRef<Integer> b = Ray.current().call(Nested::fib, n - 2);
    return a.get() + b.get();
  }

  static int sleep(int i) throws InterruptedException {
    Thread.sleep(5);
    return i;
  }

  static long fanOut(Ray ray, int tasks) {
    List<ObjectRef<Integer>> refs = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      refs.add(ray.call(x -> x, i));
    }
    return ray.get(refs).stream().mapToLong(i -> i).sum();
  }

  void main() {
    Engine engine = Engine.valueOf(System.getProperty("engine"));
    try (Ray ray = Ray.init(c -> c.engine(engine))) {
      List<ObjectRef<Integer>> sleepers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        sleepers.add(ray.call(Nested::sleep, i));
      }
      ObjectRef<Integer> fib = ray.call(Nested::fib, 16);
      ObjectRef<Long> fan = ray.call(() -> fanOut(ray, 5_000));
      IO.println("fib: " + fib.get());
      IO.println("fan-out: " + fan.get());
      IO.println("sleepers: " + ray.get(sleepers).stream().mapToLong(i -> i).sum());
      Matcher leases = LEASES.matcher(ray.dump());
      if (leases.find()) {
        // a lease that found nothing to run was made too
        long runs = Long.parseLong(leases.group(1));
        IO.println("a lease for each: " + (runs <= Long.parseLong(leases.group(2))));
      }
    }
  }
}
