import dev.loomray.Ray;

/** Never closes its Ray, which has nothing to do when main ends. */
class LeftIdle {
  static int square(int x) {
    return x * x;
  }

  void main() {
    Ray ray = Ray.init();
    IO.println(ray.call(LeftIdle::square, 4).get());
  }
}
