package dev.loomray.jmh;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.error.ObjectStoreFullException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Keeps a store full of objects of many sizes, while they come and go, and prints what could not be
 * put, and what had to be moved for that. Each object is checked when it goes.
 *
 * <p>Arguments are the size of the store in MiB, how full it is kept in percent, and the number of
 * puts: {@code 4096 80 100000}.
 */
public final class FragmentationMix {
  private static final long MIB = 1 << 20;
  private static final long GRANULE = 4096;
  private static final int LOOK_EVERY = 100;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private record Kept(ObjectRef<MemorySegment> ref, long number, int bytes) {
    long granuleBytes() {
      return roundedUp(bytes);
    }
  }

  private final MemorySegment source = MemorySegment.ofArray(new byte[SizeMix.MOST]);
  private final SplittableRandom random = new SplittableRandom(7);
  private final SizeMix mix;
  private final boolean isOldestFirst;
  private final Ray ray;
  private final Path directory;
  private final long most;

  private final List<Kept> kept = new ArrayList<>();
  private int oldest;
  private long keptBytes;

  private BlockPlaces places;
  private long moved;
  private long movedBytes;

  private long putBytes;
  private long failed;
  private long failedBytes;
  private long nanos;
  private long longestNanos;

  private FragmentationMix(SizeMix mix, boolean isOldestFirst, Ray ray, Path directory, long most)
      throws IOException {
    this.mix = mix;
    this.isOldestFirst = isOldestFirst;
    this.ray = ray;
    this.directory = directory;
    this.most = most;
    this.places = BlockPlaces.in(directory);
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    long storeBytes = number(args, 0, 4096) * MIB;
    long percent = number(args, 1, 80);
    int puts = (int) number(args, 2, 100_000);
    System.out.printf(
        Locale.ROOT, "%,d MiB, kept full to %d %%, %,d puts%n%n", storeBytes / MIB, percent, puts);
    System.out.println(
        "| sizes | who goes | failed | of the bytes | objects moved | of the bytes | GB/s | longest ms |");
    System.out.println("| --- | --- |" + " ---: |".repeat(6));
    for (SizeMix mix : SizeMix.values()) {
      for (boolean isOldestFirst : new boolean[] {false, true}) {
        System.out.println(line(mix, isOldestFirst, storeBytes, percent, puts));
      }
    }
  }

  private static long number(String[] args, int at, long otherwise) {
    return args.length > at ? Long.parseLong(args[at]) : otherwise;
  }

  private static String line(
      SizeMix mix, boolean isOldestFirst, long storeBytes, long percent, int puts)
      throws IOException {
    Path directory = Files.createTempDirectory(shared(), "fragmentation");
    try (Ray ray = Ray.init(c -> c.storeBytes(storeBytes).sessionDir(directory))) {
      long most = storeBytes / 100 * percent;
      FragmentationMix program = new FragmentationMix(mix, isOldestFirst, ray, directory, most);
      program.run(puts);
      return "| %s | %s | %s |"
          .formatted(mix, isOldestFirst ? "the oldest" : "any", program.cells(puts));
    } finally {
      remove(directory);
    }
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static Path shared() {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private void run(int puts) throws IOException {
    for (int i = 0; i < puts; i++) {
      int bytes = mix.next(random);
      while (keptBytes + roundedUp(bytes) > most) {
        drop();
      }
      put(i, bytes);
      if (i % LOOK_EVERY == 0) {
        look();
      }
    }
    while (keptBytes > 0) {
      drop();
    }
  }

  private void put(long number, int bytes) {
    MemorySegment value = source.asSlice(0, bytes);
    value.set(JAVA_LONG_UNALIGNED, bytes - Long.BYTES, number);
    value.set(JAVA_LONG_UNALIGNED, 0, number);
    putBytes += bytes;
    long start = System.nanoTime();
    try {
      Kept object = new Kept(ray.put(value), number, bytes);
      kept.add(object);
      keptBytes += object.granuleBytes();
    } catch (ObjectStoreFullException e) {
      failed++;
      failedBytes += bytes;
    }
    long took = System.nanoTime() - start;
    nanos += took;
    longestNanos = Math.max(longestNanos, took);
  }

  private void drop() {
    Kept object = isOldestFirst ? kept.get(oldest++) : any();
    try (ObjectView view = object.ref.view()) {
      Expect.equal("size", object.bytes, view.byteSize());
      Expect.equal("first", object.number, view.getLong(0));
      Expect.equal("last", object.number, view.getLong(object.bytes - Long.BYTES));
    }
    object.ref.free();
    keptBytes -= object.granuleBytes();
  }

  /** Fills its place with the last. */
  private Kept any() {
    Kept last = kept.removeLast();
    int at = random.nextInt(kept.size() + 1);
    return at == kept.size() ? last : kept.set(at, last);
  }

  /** One that was moved and has gone since the last look is not counted, nor that one was moved twice. */
  private void look() throws IOException {
    BlockPlaces now = BlockPlaces.in(directory);
    for (BlockPlaces.Place place : now.movedSince(places)) {
      moved++;
      movedBytes += place.bytes();
    }
    places = now;
  }

  private static long roundedUp(long bytes) {
    return Math.ceilDiv(bytes, GRANULE) * GRANULE;
  }

  private String cells(int puts) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d | %.2f %% | %,d | %.2f %% | %.1f | %.0f",
        failed,
        puts,
        100.0 * failedBytes / putBytes,
        moved,
        100.0 * movedBytes / putBytes,
        (putBytes - failedBytes) / (nanos / NANOS_PER_SECOND) / NANOS_PER_SECOND,
        longestNanos / NANOS_PER_MILLI);
  }
}
