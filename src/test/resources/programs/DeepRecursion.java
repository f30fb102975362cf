import dev.loomray.Engine;
import dev.loomray.Ray;
import java.time.Duration;

/** Ten thousand tasks unless it is told otherwise, each the child of the one before, and each waiting many frames deep. */
class DeepRecursion {
  static final int TASKS = Integer.getInteger("tasks", 10_000);
  static final int FRAMES = Integer.getInteger("frames");

  static long task(int tasks) {
    return tasks == 0 ? 0 : frames(FRAMES, tasks);
  }

  static long frames(int left, int tasks) {
    if (left > 0) {
      return 1 + frames(left - 1, tasks);
    }
    return Ray.current().call(DeepRecursion::task, tasks - 1).get();
  }

  void main() {
    Engine engine = Engine.valueOf(System.getProperty("engine"));
    int depth = Integer.getInteger("inlineDepth", 16);
    try (Ray ray = Ray.init(c -> c.engine(engine).inlineDepth(depth))) {
      try {
        IO.println("frames: " + ray.call(DeepRecursion::task, TASKS).get());
      } catch (RuntimeException e) {
        IO.println(e.getMessage());
      }
      IO.println("idle: " + ray.awaitIdle(Duration.ofSeconds(10)));
    }
  }
}
