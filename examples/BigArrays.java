import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import dev.loomray.error.ObjectStoreFullException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * An array of 4 GiB outside the Java heap, summed by tasks that share it without a copy.
 *
 * <pre>
 *   examples/run BigArrays          4 GiB of doubles, or what fits
 *   examples/run BigArrays 64       64 MiB
 * </pre>
 */
class BigArrays {
  static final long MIB = 1 << 20;
  static final int TASKS = 64;
  static final int SMALL = 1_000_000; // numbers in the other array

  /** Writes 0, 1, 2 … 999, 0, 1 … and is given the array a chunk after the other. */
  static class Numbers implements Consumer<MemorySegment> {
    private int next;

    @Override
    public void accept(MemorySegment chunk) {
      for (long i = 0; i < chunk.byteSize() / Double.BYTES; i++) {
        chunk.setAtIndex(JAVA_DOUBLE, i, next);
        next = next == 999 ? 0 : next + 1;
      }
    }

    /** What the first of them add up to; a double is exact here, in whatever order they are added. */
    static double sum(long count) {
      long rest = count % 1_000;
      return count / 1_000 * 499_500 + rest * (rest - 1) / 2;
    }
  }

  /** The array itself is the argument: the segment is memory of the store, which cannot be written to. */
  static double sum(MemorySegment numbers, long from, long to) {
    double sum = 0;
    for (long i = from; i < to; i++) {
      sum += numbers.getAtIndex(JAVA_DOUBLE, i);
    }
    return sum;
  }

  void main(String[] args) {
    long wanted = (args.length == 0 ? 4_096 : Long.parseLong(args[0])) * MIB;
    try (Ray ray = Ray.init()) {
      long start = System.nanoTime();
      ObjectRef<MemorySegment> numbers;
      try (WritableObject object = whatFits(ray, wanted)) {
        object.fill(new Numbers());
        numbers = object.seal(); // from here on nobody changes it
      }
      long bytes = numbers.get().byteSize();
      say("written in place:   %.2f s, %s", since(start), speed(bytes, start));
      sumTwice(ray, numbers, bytes / Double.BYTES);
      views(ray);
      say("Java heap:          %,d MiB used, at most %,d", usedHeap() / MIB, maxHeap() / MIB);
    }
  }

  /** As much as is wanted; where the store has not so much, what it has; where the machine has not, half of that. */
  static WritableObject whatFits(Ray ray, long wanted) {
    long free = (ray.memory().free() - (long) SMALL * Double.BYTES) / MIB * MIB;
    for (long bytes = Math.min(wanted, free); ; bytes = bytes / 2 / MIB * MIB) {
      try {
        WritableObject object = ray.create(bytes);
        String all =
            bytes == wanted ? "" : ", since there is no room here for " + wanted / MIB + " MiB";
        say("%,d MiB of doubles outside the Java heap%s", bytes / MIB, all);
        return object;
      } catch (ObjectStoreFullException e) {
        if (bytes <= MIB) {
          throw e;
        }
      }
    }
  }

  static void sumTwice(Ray ray, ObjectRef<MemorySegment> numbers, long count) {
    for (String time : List.of("first", "second")) {
      long start = System.nanoTime();
      List<ObjectRef<Double>> sums =
          LongStream.range(0, TASKS)
              .mapToObj(
                  i ->
                      ray.call(BigArrays::sum, numbers, count * i / TASKS, count * (i + 1) / TASKS))
              .toList();
      double sum = ray.get(sums).stream().mapToDouble(x -> x).sum();
      say(
          "%-6s by %d tasks: %.2f s, %s (sum %,.0f, as expected: %b)",
          time,
          TASKS,
          since(start),
          speed(count * Double.BYTES, start),
          sum,
          sum == Numbers.sum(count));
    }
  }

  /** An array that was put comes back as a copy, so that it may be changed; a view reads it where it is. */
  static void views(Ray ray) {
    int reads = 100;
    double[] array = LongStream.range(0, SMALL).mapToDouble(i -> i).toArray();
    ObjectRef<double[]> stored = ray.put(array);
    array[0] = -1; // too late to matter

    long start = System.nanoTime();
    double copied = 0;
    for (int i = 0; i < reads; i++) {
      copied += stored.get()[i];
    }
    double copying = since(start);

    start = System.nanoTime();
    double viewed = 0;
    for (int i = 0; i < reads; i++) {
      try (ObjectView view = stored.view()) {
        viewed += view.getDouble((long) Double.BYTES * i);
      }
    }
    double viewing = since(start);
    say("an element by get:  %,.1f us, with a copy of 8 MB", copying * 1e6 / reads);
    say("an element by view: %,.1f us (sums %.0f and %.0f)", viewing * 1e6 / reads, copied, viewed);
  }

  static String speed(long bytes, long start) {
    return String.format(Locale.ROOT, "%.1f GB/s", bytes / 1e9 / since(start));
  }

  static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  static long maxHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  static void say(String format, Object... args) {
    IO.println(String.format(Locale.ROOT, format, args));
  }
}
