package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.error.ObjectLostException;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.error.RayClosedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than the store holds: what is not read goes to files, and comes back. */
@Timeout(60)
class SpillingTest {
  private static final long MIB = 1 << 20;
  private static final int LARGE = 125_000; // longs: a megabyte
  private static final int ALONE = 1 << 17; // a mebibyte, which has a file of its own
  private static final int SMALL = 3_000;

  @TempDir private Path directory;

  private Ray ray() {
    return ray(c -> c);
  }

  private Ray ray(UnaryOperator<RayConfig> change) {
    return Ray.init(c -> change.apply(c.storeBytes(16 * MIB).spillDir(directory)));
  }

  private static long[] content(int number, int longs) {
    long[] content = new long[longs];
    for (int i = 0; i < longs; i++) {
      content[i] = 31L * number + i;
    }
    return content;
  }

  private static List<ObjectRef<long[]>> put(Ray ray, int count, int longs) {
    List<ObjectRef<long[]>> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(ray.put(content(i, longs)));
    }
    return refs;
  }

  private List<Path> files() throws IOException {
    return files("spill-");
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    } catch (UncheckedIOException e) { // one has just gone
      return files(prefix);
    }
  }

  private void awaitFiles(String prefix, int count) throws IOException {
    while (files(prefix).size() > count) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aWorkingSetThreeTimesTheStoreIsAllThere() throws Exception {
    try (Ray ray = ray()) {
      List<ObjectRef<long[]>> refs = put(ray, 48, LARGE);
      assertThat(ray.memory().spilled()).isBetween(30 * MIB, 46 * MIB);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < refs.size(); i++) {
          assertThat(refs.get(i).get()).isEqualTo(content(i, LARGE));
        }
      }
      assertThat(ray.memory().used()).isLessThanOrEqualTo(16 * MIB);
      assertThat(ray.dump())
          .containsPattern("\nobject store: .* used of 16 MiB, .* spilled so far, .* put since");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void smallObjectsAreSpilledTooWhereverTheyLie() {
    try (Ray ray = ray(c -> c.inlineBytes(0))) {
      List<ObjectRef<long[]>> refs = put(ray, 2_000, SMALL);
      assertThat(ray.memory().spilled()).isPositive();
      for (int i = 0; i < refs.size(); i++) {
        assertThat(refs.get(i).get()).isEqualTo(content(i, SMALL));
      }
    }
  }

  @Test
  void aSpilledObjectIsViewedPinnedAndPassedToTasks() {
    try (Ray ray = ray(c -> c.cpus(1))) {
      List<ObjectRef<long[]>> refs = put(ray, 40, LARGE);
      try (ObjectView view = refs.getFirst().view();
          var pin = refs.get(1).pin()) {
        assertThat(view.getLong(8 * 7)).isEqualTo(7);
        assertThat(pin).isNotNull();
        assertThat(ray.memory().pinned()).isGreaterThanOrEqualTo(2 * 8 * LARGE);
        List<ObjectRef<Long>> sums = new ArrayList<>();
        for (ObjectRef<long[]> ref : refs) {
          sums.add(ray.call((long[] values) -> values[1] - values[0], ref));
        }
        assertThat(ray.get(sums)).containsOnly(1L);
        assertThat(view.getLong(8 * 9)).isEqualTo(9);
      }
    }
  }

  @Test
  void whatIsViewedStaysAndWhatComesThenGoesToMappedFiles() throws Exception {
    try (Ray ray = ray(c -> c.fullTimeout(Duration.ofMillis(50)))) {
      List<ObjectRef<long[]>> refs = put(ray, 16, LARGE);
      List<ObjectView> views = new ArrayList<>();
      refs.forEach(ref -> views.add(ref.view()));
      List<ObjectRef<long[]>> more = put(ray, 4, LARGE);
      assertThat(files("fallback-")).hasSize(4);
      assertThat(ray.memory().used()).isGreaterThan(16 * MIB);
      try (ObjectView view = more.getFirst().view()) {
        assertThat(view.getLong(8 * 7)).isEqualTo(7);
        assertThat(view.longBuffer().get(3)).isEqualTo(3);
      }
      for (int i = 0; i < more.size(); i++) {
        assertThat(more.get(i).get()).isEqualTo(content(i, LARGE));
      }
      views.forEach(ObjectView::close);
      more.subList(1, 4).forEach(ObjectRef::free);
      awaitFiles("fallback-", 1);
      assertThat(put(ray, 20, LARGE)).hasSize(20);
      assertThat(files("fallback-")).hasSize(1);
    }
    assertThat(files("fallback-")).isEmpty();
  }

  @Test
  void whoFindsAllInUseAndNoDiskIsToldWhoHasIt() {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isDirectory();
    try (Ray ray =
        ray(c -> c.spillDir(memory.resolve("loomray-none")).fullTimeout(Duration.ofMillis(50)))) {
      List<ObjectRef<long[]>> refs = put(ray, 12, LARGE);
      List<ObjectView> views = new ArrayList<>();
      refs.forEach(ref -> views.add(ref.view()));
      assertThatThrownBy(() -> put(ray, 8, LARGE))
          .isInstanceOf(ObjectStoreFullException.class)
          .hasMessageContaining("12 pinned by views or pins")
          .hasMessageContaining("object #1 (long[]");
      views.forEach(ObjectView::close);
    }
  }

  @Test
  void manyThreadsThatWantTheSameObjectsAllGetThem() throws Exception {
    try (Ray ray = ray()) {
      List<ObjectRef<long[]>> refs = put(ray, 32, LARGE);
      CountDownLatch start = new CountDownLatch(8);
      List<ObjectRef<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(
            ray.options(o -> o.cpus(0))
                .call(
                    () -> {
                      start.countDown();
                      start.await();
                      int wrong = 0;
                      for (int k = 0; k < refs.size(); k++) {
                        wrong += refs.get(k).get()[5] == 31L * k + 5 ? 0 : 1;
                      }
                      return wrong;
                    }));
      }
      assertThat(ray.get(readers)).containsOnly(0);
    }
  }

  @Test
  void whatIsFreedOnDiskLeavesNoFile() throws Exception {
    try (Ray ray = ray()) {
      List<ObjectRef<long[]>> refs = put(ray, 32, LARGE);
      assertThat(files()).isNotEmpty();
      refs.forEach(ObjectRef::free);
      awaitFiles("spill-", 0);
      assertThat(ray.memory().spilled()).isZero();
      assertThat(ray.memory().used()).isZero();
    }
  }

  @Test
  void aDamagedFileLosesItsObjectAloneAndIsNamed() throws Exception {
    try (Ray ray = ray()) {
      List<ObjectRef<long[]>> refs = put(ray, 32, ALONE);
      Path damaged = files().getFirst();
      try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
        file.seek(file.length() / 2);
        file.writeLong(-1);
      }
      Path cut = files().get(1);
      try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
        file.setLength(file.length() - 1);
      }
      Files.delete(files().get(2));
      List<String> lost = new ArrayList<>();
      for (int i = 0; i < refs.size(); i++) {
        try {
          assertThat(refs.get(i).get()).isEqualTo(content(i, ALONE));
        } catch (ObjectLostException e) {
          lost.add(e.getMessage());
        }
      }
      assertThat(lost).hasSize(3);
      assertThat(lost).anyMatch(text -> text.contains(damaged.getFileName().toString()));
      assertThat(lost).anyMatch(text -> text.contains(cut.getFileName().toString()));
      assertThat(lost)
          .allMatch(text -> text.contains("what is in other files is not; put it again"));
    }
  }

  @Test
  void garbageIsNotSpilled() throws Exception {
    try (Ray ray = ray()) {
      for (int i = 0; i < 160; i++) {
        var unused = ray.put(content(i, LARGE));
      }
      assertThat(ray.memory().spilled()).isZero();
    }
  }

  /** There was much garbage of late, and it is too soon for another collection; that may be longer than anyone waits. */
  @Test
  void whoHasNoTimeToWaitForACollectionSpills() {
    try (Ray ray = ray(c -> c.fullTimeout(Duration.ZERO))) {
      List<ObjectRef<long[]>> kept = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 20; i++) {
          var unused = ray.put(content(i, LARGE));
        }
        kept.addAll(put(ray, 20, LARGE));
      }
      for (int i = 0; i < kept.size(); i++) {
        assertThat(kept.get(i).get()).isEqualTo(content(i % 20, LARGE));
      }
    }
  }

  @Test
  void aDirectoryInMemoryIsRefusedAndNamedWhenTheStoreIsFull() {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isDirectory();
    try (Ray ray =
        ray(c -> c.spillDir(memory.resolve("loomray-test")).fullTimeout(Duration.ofMillis(100)))) {
      assertThatThrownBy(() -> put(ray, 20, LARGE))
          .isInstanceOf(ObjectStoreFullException.class)
          .hasMessageContaining("objects cannot be spilled")
          .hasMessageContaining("spillDir=");
    }
  }

  @Test
  void badValuesAreRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Ray.init(c -> c.spillDir(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "expected a directory, or a path where there is nothing for spillDir");
    assertThatThrownBy(() -> Ray.init(c -> c.fullTimeout(Duration.ofSeconds(-1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fullTimeout");
  }

  @Test
  void aCloseInTheMiddleOfSpillsAndRestoresEndsThemAll() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<Thread> threads = new ArrayList<>();
      CountDownLatch started = new CountDownLatch(4);
      try (Ray ray = ray()) {
        for (int i = 0; i < 4; i++) {
          threads.add(Thread.ofVirtual().start(() -> useUntilClosed(ray, started)));
        }
        started.await();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(files()).isEmpty();
    }
  }

  private static void useUntilClosed(Ray ray, CountDownLatch started) {
    List<ObjectRef<long[]>> refs = new ArrayList<>();
    try {
      for (int i = 0; ; i++) {
        refs.add(ray.put(content(i, LARGE)));
        var unused = refs.get(i / 2).get();
        if (i == 10) {
          started.countDown();
        }
      }
    } catch (RayClosedException e) {
      // as it should be
    }
  }
}
