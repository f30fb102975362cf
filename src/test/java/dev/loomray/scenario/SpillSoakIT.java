package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.Ray;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.TaskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tasks that put, read, free and forget objects of all sizes, of which three times as much lives as the store holds: four
 * gibibytes of them and for ten seconds, or as long as {@code soak.seconds} says. Every number that is read is checked, and
 * nothing is left.
 */
@Isolated
class SpillSoakIT {
  private static final Duration AT_LEAST =
      Duration.ofSeconds(Math.max(10, Long.getLong("soak.seconds", 0)));
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long STORE = 256L << 20;
  private static final long TOTAL = 4L << 30;
  private static final long OPEN_PAGE = 256 << 10; // small objects share pages; one is always open
  private static final int LEAST_LONGS = 1 << 7; // 1 KiB
  private static final int DOUBLINGS = 14; // to 16 MiB
  private static final int TASKS = 4;
  private static final int SLOTS = 450; // of 1.7 MiB on average

  @TempDir private Path spill;

  private final AtomicReferenceArray<Known> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong mostSpilled = new AtomicLong();
  private final long start = System.nanoTime();

  private record Known(ObjectRef<long[]> ref, long number, int longs) {}

  @Test
  @Timeout(1200)
  void objectsThatAreSpilledAllTheTimeAreRightAndLeaveNothing() throws Exception {
    try (Ray ray = Ray.init(c -> c.name("spill-soak").storeBytes(STORE).spillDir(spill))) {
      List<ObjectRef<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        SplittableRandom random = new SplittableRandom(20_261_128 + i);
        tasks.add(ray.run(() -> play(ray, random)));
      }
      ray.get(tasks);
      assertThat(mostSpilled.get()).isGreaterThan(STORE);
      assertThat(ray.memory().used()).isLessThanOrEqualTo(STORE + ray.memory().inline());
      for (int i = 0; i < SLOTS; i++) {
        end(slots.getAndSet(i, null), i % 2 == 0);
      }
      awaitNothing(ray);
    }
    assertThat(files(spill)).isEmpty();
    System.out.printf(
        "soak of spilling: %,d objects, %,d MiB put, %,d reads, %,d MiB on disk at most, in %.1f s%n",
        numbers.get(),
        bytes.get() >> 20,
        reads.get(),
        mostSpilled.get() >> 20,
        (System.nanoTime() - start) / 1e9);
  }

  private void play(Ray ray, SplittableRandom random) {
    while (bytes.get() < TOTAL || System.nanoTime() - start < AT_LEAST.toNanos()) {
      int at = random.nextInt(SLOTS);
      Known known = slots.get(at);
      if (known == null || random.nextBoolean()) {
        end(slots.getAndSet(at, put(ray, random)), random.nextBoolean());
      } else {
        read(ray, at, known, random);
      }
    }
  }

  private Known put(Ray ray, SplittableRandom random) {
    double size = LEAST_LONGS * Math.pow(2, random.nextDouble() * DOUBLINGS);
    long[] content = new long[(int) size];
    long number = numbers.incrementAndGet();
    for (int i = 0; i < content.length; i++) {
      content[i] = number * 1_000_003 + i;
    }
    bytes.addAndGet(8L * content.length);
    Known known = new Known(ray.put(content), number, content.length);
    mostSpilled.accumulateAndGet(ray.memory().spilled(), Math::max);
    return known;
  }

  /** Frees an object, or forgets it. */
  private static void end(Known known, boolean isFreed) {
    if (known != null && isFreed) {
      known.ref.free();
    }
  }

  private void read(Ray ray, int at, Known known, SplittableRandom random) {
    try {
      switch (random.nextInt(4)) {
        case 0 -> check(LongBuffer.wrap(known.ref.get()), known);
        case 1 -> view(known);
        case 2 -> {
          try (Pin _ = known.ref.pin()) {
            view(known);
            check(LongBuffer.wrap(known.ref.get()), known);
          }
        }
        default -> check(LongBuffer.wrap(ray.call((long[] all) -> all, known.ref).get()), known);
      }
    } catch (ObjectFreedException e) {
      requireEnded(at, known, e);
    } catch (TaskException e) { // an argument that another has freed
      assertThat(e).hasCauseInstanceOf(ObjectFreedException.class);
      requireEnded(at, known, e);
    }
  }

  private void requireEnded(int at, Known known, RuntimeException freed) {
    if (slots.get(at) == known) {
      throw new AssertionError("freed by nobody: " + known, freed);
    }
  }

  private void view(Known known) {
    try (ObjectView view = known.ref.view()) {
      check(view.longBuffer(), known);
    }
  }

  private void check(LongBuffer found, Known known) {
    reads.incrementAndGet();
    boolean isRight = found.remaining() == known.longs;
    for (int i = 0; isRight && i < known.longs; i++) {
      isRight = found.get(i) == known.number * 1_000_003 + i;
    }
    if (!isRight) {
      throw new AssertionError("expected the numbers of " + known + ", found others");
    }
  }

  /** What was forgotten goes with the next collections; files go a moment after their objects. */
  private void awaitNothing(Ray ray) throws IOException {
    long since = System.nanoTime();
    MemoryReport memory = ray.memory();
    while (!isNothing(memory) && System.nanoTime() - since < LONG.toNanos()) {
      System.gc();
      memory = ray.memory();
    }
    assertThat(memory.largest()).isEmpty();
    assertThat(memory.spilled()).isZero();
    assertThat(memory.pinned()).isZero();
    assertThat(memory.inline()).isZero();
    assertThat(memory.used()).isIn(0L, OPEN_PAGE);
    assertThat(files(spill).filter(name -> name.startsWith("spill-"))).isEmpty();
  }

  private boolean isNothing(MemoryReport memory) throws IOException {
    return memory.largest().isEmpty()
        && memory.used() <= OPEN_PAGE
        && files(spill).noneMatch(name -> name.startsWith("spill-"));
  }

  /** The names of all files. */
  private static Stream<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> found = all.filter(Files::isRegularFile).toList();
      return found.stream().map(path -> path.getFileName().toString());
    } catch (UncheckedIOException e) { // one has just gone
      return files(directory);
    }
  }
}
