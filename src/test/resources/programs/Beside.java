import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a sleep of a millisecond takes on a virtual thread that is none of the Ray's, while four tasks spill and restore all
 * the time; and before that, while nothing goes on. It measures, and judges nothing. Its arguments are where the store is and
 * where it spills to, or nothing for the usual places; and for how many seconds.
 *
 * <pre>
 *   java --enable-preview -cp target/loomray.jar src/test/resources/programs/Beside.java /dev/shm /tmp 10
 * </pre>
 */
class Beside {
  static final int TASKS = 4;
  static final int EACH = 2 << 20;
  static final int OBJECTS = 96; // three times as much as the store holds
  static final long STORE = 64 << 20;
  static final AtomicLong reads = new AtomicLong();
  static volatile boolean over;

  void main(String[] args) throws Exception {
    long seconds = args.length > 2 ? Long.parseLong(args[2]) : 10;
    sleeps(1);
    say("idle", sleeps(2));
    try (Ray ray =
        Ray.init(
            c ->
                c.storeBytes(STORE)
                    .sessionDir(Path.of(args.length > 0 ? args[0] : "/dev/shm"))
                    .spillDir(Path.of(args.length > 1 ? args[1] : "/tmp")))) {
      List<ObjectRef<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(ray.call(Beside::work, ray));
      }
      while (ray.memory().spilled() == 0) {
        ray.sleep(Duration.ofMillis(10));
      }
      long before = reads.get();
      long start = System.nanoTime();
      long[] sleeps = sleeps(seconds);
      double took = (System.nanoTime() - start) / 1e9;
      over = true;
      IO.println("wrong: " + ray.get(tasks).stream().mapToInt(wrong -> wrong).sum());
      say("beside spills and restores", sleeps);
      IO.println(
          String.format(
              Locale.ROOT,
              "meanwhile %.0f objects of 2 MiB read in a second",
              (reads.get() - before) / took));
    }
  }

  /** Puts, reads in a circle, so that each is on disk by its turn, and replaces some. */
  static int work(Ray ray) {
    List<ObjectRef<byte[]>> refs = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; !over; i++) {
      int at = i % (OBJECTS / TASKS);
      if (refs.size() <= at) {
        refs.add(put(ray, at));
      } else if (i % 7 == 0) {
        refs.set(at, put(ray, at)).free();
      } else {
        byte[] read = refs.get(at).get();
        wrong += read.length == EACH && read[EACH - 1] == (byte) at ? 0 : 1;
        reads.incrementAndGet();
      }
    }
    return wrong;
  }

  static ObjectRef<byte[]> put(Ray ray, int at) {
    byte[] content = new byte[EACH];
    Arrays.fill(content, (byte) at);
    return ray.put(content);
  }

  /** How many nanoseconds each of many sleeps took, the shortest first. */
  static long[] sleeps(long seconds) throws InterruptedException {
    List<Long> found = new ArrayList<>();
    Thread.ofVirtual()
        .start(
            () -> {
              long end = System.nanoTime() + seconds * 1_000_000_000;
              for (long now = System.nanoTime(); now < end; ) {
                try {
                  Thread.sleep(1);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                long then = System.nanoTime();
                found.add(then - now);
                now = then;
              }
            })
        .join();
    return found.stream().mapToLong(nanos -> nanos).sorted().toArray();
  }

  static void say(String what, long[] sorted) {
    IO.println(
        String.format(
            Locale.ROOT,
            "sleep(1) %s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms, of %,d",
            what,
            sorted[sorted.length / 2] / 1e6,
            sorted[sorted.length * 99 / 100] / 1e6,
            sorted[sorted.length - 1] / 1e6,
            sorted.length));
  }
}
