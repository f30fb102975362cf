import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** How many tasks are many: ten thousand asleep at once, a hundred thousand, a million in line. */
class ManyTasks {
  static int sleep(int i) throws InterruptedException {
    Ray.current().sleep(Duration.ofMillis(100));
    return i;
  }

  static int same(int i) {
    return i;
  }

  void main() {
    try (Ray ray = Ray.init()) {
      asleep(ray, 10_000);
      empty(ray, 100_000);
      inLine(ray, 1_000_000);
    }
  }

  /** A task is a virtual thread: one that sleeps or waits costs no thread of the machine. */
  static void asleep(Ray ray, int n) {
    long start = System.nanoTime();
    List<ObjectRef<Integer>> refs =
        IntStream.range(0, n).mapToObj(i -> ray.call(ManyTasks::sleep, i)).toList();
    long sum = sum(ray.get(refs));
    say("%,9d tasks that sleep for 100 ms: %.2f s in all (sum %,d)", n, since(start), sum);
  }

  static void empty(Ray ray, int n) {
    long start = System.nanoTime();
    List<ObjectRef<Integer>> refs =
        IntStream.range(0, n).mapToObj(i -> ray.call(ManyTasks::same, i)).toList();
    long sum = sum(ray.get(refs));
    double seconds = since(start);
    say(
        "%,9d tasks that do nothing: %.2f s, %.1f us each (sum %,d)",
        n, seconds, seconds * 1e6 / n, sum);
  }

  /** A task whose argument is not ready is an object in memory; a million wait for one gate. */
  static void inLine(Ray ray, int n) {
    var opened = new CountDownLatch(1);
    long heap = usedHeap();
    long start = System.nanoTime();
    ObjectRef<Integer> gate = ray.call(ManyTasks::gate, opened);
    List<ObjectRef<Integer>> refs =
        IntStream.range(0, n).mapToObj(i -> ray.call(ManyTasks::add, gate, i)).toList();
    double submitted = since(start);
    double bytes = (double) (usedHeap() - heap) / n;

    start = System.nanoTime();
    opened.countDown();
    long sum = sum(ray.get(refs));
    say("%,9d tasks behind one gate: %.2f s to submit, %.0f bytes each", n, submitted, bytes);
    say("          and %.2f s to run once it opens (sum %,d)", since(start), sum);
  }

  static int gate(CountDownLatch opened) throws InterruptedException {
    opened.await();
    return 1;
  }

  static int add(int a, int b) {
    return a + b;
  }

  static long sum(List<Integer> values) {
    return values.stream().mapToLong(value -> value).sum();
  }

  static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  static void say(String format, Object... args) {
    IO.println(String.format(Locale.ROOT, format, args));
  }
}
