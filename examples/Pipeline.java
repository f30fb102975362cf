import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Ready;
import dev.loomray.TaskScope;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How tasks feed one another: refs as arguments, fan-out and gather, tasks in tasks, a scope. */
class Pipeline {
  static String load(String name) {
    return name + ": one two three";
  }

  static List<String> split(String text) {
    return List.of(text.split("[: ]+"));
  }

  static int count(List<String> words) {
    return words.size();
  }

  static int add(int a, int b) {
    return a + b;
  }

  static int slowSquare(int x) throws InterruptedException {
    Ray.current().sleep(Duration.ofMillis(20L * (10 - x))); // the later ones are the faster ones
    return x * x;
  }

  /** A task that starts tasks: while it waits for them, it takes up no thread of the machine. */
  static int sumOfSquares(int n) {
    Ray ray = Ray.current();
    List<ObjectRef<Integer>> squares =
        IntStream.range(0, n).mapToObj(i -> ray.call(Pipeline::slowSquare, i)).toList();
    return ray.get(squares).stream().mapToInt(x -> x).sum();
  }

  /** Never waits: the sum is a task whose arguments are the refs of two other tasks. */
  static ObjectRef<Integer> fib(Ray ray, int n) {
    return n < 2 ? ray.put(n) : ray.call(Pipeline::add, fib(ray, n - 1), fib(ray, n - 2));
  }

  void main() {
    try (Ray ray = Ray.init()) {
      chain(ray);
      fanOut(ray);
      nested(ray);
      scope(ray);
    }
  }

  /** A ref may be given where a value is wanted. The next task starts when the value is there. */
  static void chain(Ray ray) {
    ObjectRef<String> text = ray.call(Pipeline::load, "numbers");
    ObjectRef<List<String>> words = ray.call(Pipeline::split, text);
    ObjectRef<Integer> count = ray.call(Pipeline::count, words);
    IO.println("chain: " + count.get() + " words");
    IO.println("then:  " + count.then(n -> n + " words, said another task").get());
  }

  /** Many at once, then all of them in order, or each as soon as it is ready. */
  static void fanOut(Ray ray) {
    List<ObjectRef<Integer>> squares =
        IntStream.range(0, 10).mapToObj(i -> ray.call(Pipeline::slowSquare, i)).toList();

    Ready<Integer> some = ray.waitFor(3, squares);
    IO.println("fan-out: " + some.ready().size() + " ready, " + some.pending().size() + " to come");
    var asReady = new StringBuilder();
    for (ObjectRef<Integer> square : ray.asCompleted(squares)) {
      asReady.append(' ').append(square.get());
    }
    IO.println("as they come:" + asReady);
    IO.println("in order:    " + ray.get(squares));
  }

  static void nested(Ray ray) {
    IO.println("sum of squares, by tasks in a task: " + ray.call(Pipeline::sumOfSquares, 10).get());
    IO.println("fib(20), by 10,945 tasks: " + fib(ray, 20).get());
  }

  /** The tasks of a scope end with it: join waits for all, close cancels what is left. */
  static void scope(Ray ray) {
    try (TaskScope scope = ray.scope(o -> o.timeout(Duration.ofSeconds(5)))) {
      var small = scope.call(Pipeline::slowSquare, 3);
      var large = scope.call(Pipeline::slowSquare, 9);
      scope.join();
      IO.println("scope: " + small.get() + " and " + large.get());
    }
  }
}
