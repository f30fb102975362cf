import dev.loomray.Ray;

/** The first program: one task. */
class Hello {
  static int square(int x) {
    return x * x;
  }

  void main() {
    try (Ray ray = Ray.init()) {
      IO.println(ray.call(Hello::square, 4).get());
    }
  }
}
