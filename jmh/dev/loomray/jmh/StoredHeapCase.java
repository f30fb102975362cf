package dev.loomray.jmh;

import com.sun.management.OperatingSystemMXBean;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ObjectStoreFullException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of {@link StoredHeap}, in a JVM of its own. */
final class StoredHeapCase {
  private static final long MIB = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;

  private StoredHeapCase() {}

  /** Takes MiB, and the size of an object. */
  public static void main(String[] args) {
    long wanted = Long.parseLong(args[0]) * MIB;
    int size = Integer.parseInt(args[1]);
    try (Ray ray = Ray.init(c -> c.storeBytes(storeBytes(wanted)))) {
      ray.put(new byte[size]).free(); // what is made once, and classes
      System.out.println(measure(ray, wanted, size));
    }
  }

  /** A little more than the objects need, if three quarters of the memory beside the heap are as much. */
  private static long storeBytes(long wanted) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long beside = system.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    return Math.min(wanted + wanted / 16, beside / 4 * 3);
  }

  private static String measure(Ray ray, long wanted, int size) {
    int most = Math.toIntExact(wanted / size);
    List<ObjectRef<byte[]>> refs = new ArrayList<>(most);
    byte[] value = new byte[size];
    long before = UsedHeap.bytes();
    try {
      while (refs.size() < most) {
        refs.add(ray.put(value));
      }
    } catch (ObjectStoreFullException e) {
      System.err.println(refs.size() + " objects fit: " + e.getMessage());
    }
    long heap = UsedHeap.bytes();
    long start = System.nanoTime();
    System.gc();
    double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
    Reference.reachabilityFence(refs);
    return String.format(
        Locale.ROOT,
        "%,d | %,d | %,d | %.0f | %.0f | %.0f",
        (long) refs.size() * size / MIB,
        refs.size(),
        size,
        (double) heap / MIB,
        (double) (heap - before) / refs.size(),
        millis);
  }
}
