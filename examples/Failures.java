import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** What goes wrong, and what the program sees of it. Each chapter fails on purpose. */
class Failures {
  static String read(String file) throws IOException {
    throw new IOException(file + " is not there");
  }

  static int length(String text) {
    return text.length();
  }

  static String flaky(int failures) throws IOException {
    int attempt = Ray.current().context().attempt();
    if (attempt <= failures) {
      throw new IOException("the line is busy");
    }
    return "connected at attempt " + attempt;
  }

  static void pass(CountDownLatch gate) throws InterruptedException {
    gate.await();
  }

  static void sleep(Duration time) throws InterruptedException {
    Ray.current().sleep(time);
  }

  /** A task that waits for its hundred children, each of them asleep for an hour. */
  static void family(CountDownLatch asleep) {
    Ray ray = Ray.current();
    List<ObjectRef<Void>> children =
        IntStream.range(0, 100).mapToObj(_ -> ray.run(Failures::child, asleep)).toList();
    ray.get(children);
  }

  static void child(CountDownLatch asleep) throws InterruptedException {
    asleep.countDown();
    Ray.current().sleep(Duration.ofHours(1));
  }

  void main() throws Exception {
    try (Ray ray = Ray.init()) {
      exceptionOfATask(ray);
      retries(ray);
      timeouts(ray);
      cancel(ray);
      failedArgument(ray);
    }
  }

  /** What a task throws arrives with its own stack, as the cause of a TaskException. */
  static void exceptionOfATask(Ray ray) {
    title("1. A task throws");
    ObjectRef<String> text = ray.call(Failures::read, "a.txt");
    try {
      text.get();
    } catch (TaskException e) {
      show(e);
      IO.println("cause:  " + e.getCause());
      IO.println("        at " + e.getCause().getStackTrace()[0]);
    }
    try {
      readLikeACall(text);
    } catch (IOException e) { // a checked exception again, as if there were no task in between
      IO.println("rethrown as " + e);
    }
  }

  static String readLikeACall(ObjectRef<String> text) throws IOException {
    try {
      return text.get();
    } catch (TaskException e) {
      throw e.rethrow(IOException.class);
    }
  }

  /** Failed attempts are repeated only where the options say so. */
  static void retries(Ray ray) {
    title("2. Retries with backoff");
    var patient =
        ray.options(o -> o.retries(3).backoff(Duration.ofMillis(20), Duration.ofSeconds(1)));
    IO.println(patient.call(Failures::flaky, 2).get());
    try {
      patient.call(Failures::flaky, 9).get();
    } catch (TaskException e) {
      show(e);
    }
  }

  /** A timeout of get leaves the task alone; a timeout of the task ends it. */
  static void timeouts(Ray ray) {
    title("3. Two kinds of timeout");
    var gate = new CountDownLatch(1);
    ObjectRef<Void> slow = ray.run(Failures::pass, gate);
    try {
      slow.get(Duration.ofMillis(50));
    } catch (GetTimeoutException e) {
      show(e);
    }
    gate.countDown();
    slow.get();
    IO.println("the task went on, and has ended by itself");
    ObjectRef<Void> bounded =
        ray.options(o -> o.timeout(Duration.ofMillis(50)))
            .run(Failures::sleep, Duration.ofHours(1));
    try {
      bounded.get();
    } catch (TaskTimeoutException e) {
      show(e);
    }
  }

  /** Cancelling a task ends its unfinished children too, wherever they sleep or wait. */
  static void cancel(Ray ray) throws InterruptedException {
    title("4. Cancel a tree of tasks");
    var asleep = new CountDownLatch(100);
    ObjectRef<Void> family = ray.run(Failures::family, asleep);
    asleep.await();
    long start = System.nanoTime();
    boolean cancelled = family.cancel();
    boolean idle = ray.awaitIdle(Duration.ofSeconds(10));
    long millis = (System.nanoTime() - start) / 1_000_000;
    IO.println("cancelled: " + cancelled + ", 101 tasks ended: " + idle);
    IO.println(millis < 1_000 ? "at once" : "after " + millis + " ms");
    try {
      family.get();
    } catch (TaskCancelledException e) {
      show(e);
    }
  }

  /** A task whose argument failed does not run; it fails with the first cause. */
  static void failedArgument(Ray ray) {
    title("5. A failed argument");
    ObjectRef<String> text = ray.call(Failures::read, "b.txt");
    ObjectRef<Integer> length = ray.call(Failures::length, text);
    try {
      length.get();
    } catch (TaskException e) {
      show(e);
    }
  }

  static void title(String title) {
    IO.println("\n" + title);
  }

  static void show(RayException e) {
    IO.println(e.getClass().getSimpleName() + ": " + e.getMessage());
  }
}
