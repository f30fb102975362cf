import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectStoreFullException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that take views, buffers and segments of objects which others free or forget, in a store that is full of them,
 * while the collector runs all the time: whoever reads another object's number has read memory that was not his.
 */
class Views {
  static final int REFS = 64;
  static final int READERS = 3;
  static final int HELD = 8;
  static final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(REFS);
  static final AtomicLong numbers = new AtomicLong();
  static final AtomicLong reads = new AtomicLong();
  static final AtomicLong torn = new AtomicLong();
  static volatile boolean over;

  record Known(ObjectRef<long[]> ref, long number) {}

  record Held(Object memory, long number) {}

  void main(String[] args) throws Exception {
    long enough = Long.parseLong(args[0]);
    Thread[] readers = new Thread[READERS];
    try (Ray ray = Ray.init(c -> c.storeBytes(32 << 20))) {
      for (int i = 0; i < READERS; i++) {
        readers[i] = Thread.ofPlatform().start(() -> read(ray));
      }
      while (reads.get() < enough) {
        System.gc();
        LockSupport.parkNanos(5_000_000);
      }
      IO.println("in a segment: " + isInSegment(ray));
    } // the readers go on: they find the Ray closed, and what they hold is theirs
    over = true;
    for (Thread reader : readers) {
      reader.join();
    }
    IO.println("torn: " + torn);
  }

  static boolean isInSegment(Ray ray) throws Exception {
    ObjectRef<long[]> ref = ray.put(new long[1 << 16]);
    try (ObjectView view = ref.view()) {
      long address = view.segment().address();
      try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
        return lines.anyMatch(
            line -> {
              String[] range = line.split(" ")[0].split("-");
              return Long.parseUnsignedLong(range[0], 16) <= address
                  && address < Long.parseUnsignedLong(range[1], 16)
                  && line.contains("loomray-")
                  && line.contains("segment-");
            });
      }
    }
  }

  static void read(Ray ray) {
    SplittableRandom random = new SplittableRandom();
    Held[] held = new Held[HELD];
    while (!over) {
      try {
        step(ray, random, held);
      } catch (ObjectFreedException e) {
        // another was faster
      } catch (ObjectStoreFullException e) {
        held[random.nextInt(HELD)] = null;
      } catch (dev.loomray.error.RayClosedException e) {
        return;
      }
    }
  }

  static void step(Ray ray, SplittableRandom random, Held[] held) {
    int at = random.nextInt(REFS);
    Known one = known.get(at);
    if (one == null || random.nextInt(20) == 0) {
      long number = numbers.incrementAndGet();
      long[] content = new long[3_000 + random.nextInt(30_000)];
      Arrays.fill(content, number);
      Known before = known.getAndSet(at, new Known(ray.put(content), number));
      if (before != null && random.nextBoolean()) {
        before.ref.free();
      }
      return;
    }
    Object memory =
        switch (random.nextInt(4)) {
          case 0 -> one.ref.view().byteBuffer();
          case 1 -> one.ref.view().longBuffer().slice(5, 2_000);
          case 2 -> one.ref.view().segment().asSlice(64, 16_000);
          default -> one.ref.view();
        };
    long number = one.number;
    one = null;
    if (random.nextBoolean()) {
      held[random.nextInt(HELD)] = new Held(memory, number);
    }
    check(memory, number);
    if (memory instanceof ObjectView view && random.nextBoolean()) {
      memory = null;
      held[random.nextInt(HELD)] = null;
    }
    Held old = held[random.nextInt(HELD)];
    if (old != null) {
      check(old.memory, old.number);
    }
  }

  static void check(Object memory, long number) {
    boolean same =
        switch (memory) {
          case ByteBuffer bytes -> isFull(bytes.asLongBuffer(), number);
          case LongBuffer longs -> isFull(longs, number);
          case MemorySegment segment -> isFull(segment, number);
          case ObjectView view -> isFull(view, number);
          default -> throw new AssertionError();
        };
    reads.incrementAndGet();
    if (!same) {
      torn.incrementAndGet();
    }
  }

  static boolean isFull(LongBuffer longs, long number) {
    for (int i = 0; i < longs.limit(); i++) {
      if (longs.get(i) != number) {
        return false;
      }
    }
    return true;
  }

  static boolean isFull(MemorySegment segment, long number) {
    for (long at = 0; at < segment.byteSize(); at += 8) {
      if (segment.get(ValueLayout.JAVA_LONG, at) != number) {
        return false;
      }
    }
    return true;
  }

  static boolean isFull(ObjectView view, long number) {
    for (long at = 0; at < view.byteSize(); at += 8) {
      if (view.getLong(at) != number) {
        return false;
      }
    }
    return true;
  }
}
