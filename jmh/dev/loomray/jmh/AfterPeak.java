package dev.loomray.jmh;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Fills a store, frees all but every n-th object, and prints every second how much memory it still holds.
 *
 * <p>Arguments are the size of the store in MiB, n, and how many seconds to look: {@code 2048 10 15}.
 */
public final class AfterPeak {
  private static final long MIB = 1 << 20;
  private static final int LONGS = (int) (MIB / Long.BYTES);

  private AfterPeak() {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 2048;
    int every = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    Path directory = Files.createTempDirectory(FragmentationMix.shared(), "loomray-peak-");
    try (Ray ray = Ray.init(c -> c.storeBytes(size * MIB).sessionDir(directory))) {
      List<ObjectRef<long[]>> refs = new ArrayList<>();
      long[] value = new long[LONGS];
      for (int i = 0; i < size / 20 * 19; i++) {
        value[1] = i;
        refs.add(ray.put(value));
      }
      print(0, ray, directory);
      for (int i = 0; i < refs.size(); i++) {
        if (i % every != 0) {
          refs.get(i).free();
        }
      }
      for (int second = 1; second <= seconds; second++) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        print(second, ray, directory);
      }
      for (int i = 0; i < refs.size(); i += every) {
        if (refs.get(i).get()[1] != i) {
          throw new AssertionError("another's bytes in " + i);
        }
      }
    }
    FragmentationMix.remove(directory);
  }

  private static void print(int second, Ray ray, Path directory) throws IOException {
    long held = held(directory);
    long used = ray.memory().used();
    System.out.printf(
        Locale.ROOT,
        "| %d s | %d MiB used | %d MiB held | %.2f |%n",
        second,
        used / MIB,
        held / MIB,
        (double) held / used);
  }

  private static long held(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith("segment-"))
          .mapToLong(AfterPeak::size)
          .sum();
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (NoSuchFileException e) {
      return 0; // it has just been given back
    } catch (IOException e) {
      throw new IllegalStateException("cannot look at " + path, e);
    }
  }
}
