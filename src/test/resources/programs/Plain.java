import dev.loomray.Engine;
import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A bit of everything, by reference and by copy. */
class Plain {
  static final class Point {
    private final String name;
    private final int[] at;
    private Map<String, List<Integer>> tags = Map.of();

    Point(String name, int... at) {
      this.name = name;
      this.at = at;
    }

    @Override
    public String toString() {
      return name + at[0] + at[1] + tags;
    }
  }

  record Line(Point from, Point to) {}

  static Line line(Point from, Point to) {
    return new Line(from, to);
  }

  static int broken() throws IOException {
    throw new IOException("broken");
  }

  static void use(Isolation isolation) {
    Engine engine = Engine.valueOf(System.getProperty("engine"));
    try (Ray ray = Ray.init(c -> c.isolation(isolation).engine(engine))) {
      Point a = new Point("a", 1, 2);
      a.tags = Map.of("x", List.of(7));
      ObjectRef<Point> stored = ray.put(a);
      a.at[0] = 9;
      IO.println(isolation + " stored " + stored.get());
      IO.println(isolation + " " + ray.call(Plain::line, stored, new Point("b", 3, 4)).get());
      try (var scope = ray.scope()) {
        ObjectRef<Integer> size = scope.call(() -> a.tags.size());
        scope.join();
        IO.println(isolation + " " + size.then(n -> n + 1).get());
      }
      try {
        ray.call(Plain::broken).get();
      } catch (RuntimeException e) {
        IO.println(isolation + " " + e.getCause());
      }
    }
  }

  void main() {
    try {
      use(Isolation.SHARE);
      use(Isolation.COPY);
    } catch (IllegalStateException e) {
      IO.println("refused: " + e.getMessage());
    }
  }
}
