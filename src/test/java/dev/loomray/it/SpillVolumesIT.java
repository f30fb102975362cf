package dev.loomray.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.error.ObjectStoreFullException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real file systems that are small, full or cannot be written. Where no test may mount one, each says so in a line and is
 * content.
 */
@Timeout(120)
class SpillVolumesIT {
  private static final int MIB = 1 << 20;
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private Path directory;

  @Test
  void aSmallMemoryForTheStoreSpillsTheRestWhateverSizeWasAskedFor() throws Exception {
    try (Mounted store = Mounted.memory(directory.resolve("store"), 48)) {
      if (store == null) {
        return;
      }
      for (int storeMib : new int[] {0, 32, 256}) { // the last is more than there is
        try (Ray ray = ray(c -> sized(c, storeMib).sessionDir(store.at()))) {
          List<ObjectRef<byte[]>> refs = put(ray, 150);
          assertThat(ray.memory().used()).isBetween(16L * MIB, 48L * MIB);
          assertThat(ray.memory().spilled()).isGreaterThan(90L * MIB);
          assertAllThere(refs);
        }
      }
    }
  }

  private static RayConfig sized(RayConfig config, int mib) {
    return mib == 0 ? config : config.storeBytes((long) mib * MIB);
  }

  @Test
  void othersThatFillTheMemoryOfTheStoreLaterMakeItSpillEarlier() throws Exception {
    try (Mounted store = Mounted.memory(directory.resolve("store"), 96)) {
      if (store == null) {
        return;
      }
      try (Ray ray = ray(c -> sized(c, 80).sessionDir(store.at()))) {
        List<ObjectRef<byte[]>> refs = put(ray, 10);
        fill(store.at().resolve("of-others"));
        putMore(ray, refs, 100);
        assertThat(ray.memory().spilled()).isPositive();
        assertAllThere(refs);
      }
    }
  }

  @Test
  void aFullDiskIsNamedLosesNothingAndIsTriedAgain() throws Exception {
    try (Mounted disk = Mounted.disk(directory.resolve("disk"), 64)) {
      if (disk == null) {
        return;
      }
      try (Ray ray = ray(c -> sized(c, 16).spillDir(disk.at()).fullTimeout(SHORT))) {
        List<ObjectRef<byte[]>> refs = new ArrayList<>();
        putUntilFull(ray, refs, "95 % of the disk of " + disk.at());
        assertThat(refs).hasSizeBetween(40, 16 + 64);
        assertAllThere(refs);
        refs.subList(0, 20).forEach(ObjectRef::free);
        assertGoesOn(ray, refs, 20);
      }
    }
  }

  @Test
  void aDiskThatOthersFillIsNamedLosesNothingAndIsTriedAgain() throws Exception {
    try (Mounted disk = Mounted.disk(directory.resolve("disk"), 64)) {
      if (disk == null) {
        return;
      }
      Path others = disk.at().resolve("of-others");
      try (Ray ray = ray(c -> sized(c, 16).spillDir(disk.at()).fullTimeout(SHORT))) {
        List<ObjectRef<byte[]>> refs = put(ray, 20);
        fill(others);
        putUntilFull(ray, refs, "95 % of the disk of " + disk.at());
        assertThat(refs).hasSizeLessThan(25);
        Files.delete(others);
        assertGoesOn(ray, refs, 0);
      }
    }
  }

  /** It is not full before the write, but too small for what is written. */
  @Test
  void aFileThatDoesNotFitLeavesNothingBehind() throws Exception {
    try (Mounted disk = Mounted.disk(directory.resolve("disk"), 24)) {
      if (disk == null) {
        return;
      }
      try (Ray ray = ray(c -> sized(c, 64).spillDir(disk.at()).fullTimeout(SHORT))) {
        byte[] large = new byte[40 * MIB];
        ObjectRef<byte[]> first = ray.put(large);
        long before = disk.at().toFile().getUsableSpace();
        assertThatThrownBy(() -> ray.put(large))
            .isInstanceOf(ObjectStoreFullException.class)
            .hasMessageContaining("objects cannot be spilled: no space left for " + disk.at());
        assertThat(disk.at().toFile().getUsableSpace()).isGreaterThan(before - MIB);
        assertThat(first.get()).isEqualTo(large);
        first.free();
        assertThat(ray.put(large).get()).isEqualTo(large);
      }
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsNamed() throws Exception {
    try (Mounted disk = Mounted.disk(directory.resolve("disk"), 24)) {
      if (disk == null) {
        return;
      }
      disk.makeReadOnly();
      for (Path spill : List.of(disk.at(), disk.at().resolve("missing"))) {
        try (Ray ray = ray(c -> sized(c, 16).spillDir(spill).fullTimeout(SHORT))) {
          List<ObjectRef<byte[]>> refs = new ArrayList<>();
          putUntilFull(ray, refs, "found spillDir=" + spill + ", which ");
          assertAllThere(refs);
        }
      }
    }
  }

  @Test
  void aDirectoryThatIsMissingIsMade() throws Exception {
    Path missing = directory.resolve("a/b/c");
    try (Ray ray = ray(c -> sized(c, 16).spillDir(missing))) {
      assertThat(missing).as("not before it is needed").doesNotExist();
      assertAllThere(put(ray, 40));
      assertThat(missing).isDirectory();
    }
  }

  /** One that is a file at the start is refused then; this one is made later. */
  @Test
  void aFileInThePlaceOfTheDirectoryIsNamed() throws Exception {
    Path file = directory.resolve("file");
    for (Path spill : List.of(file, file.resolve("below"))) {
      Files.deleteIfExists(file);
      try (Ray ray = ray(c -> sized(c, 16).spillDir(spill).fullTimeout(SHORT))) {
        Files.createFile(file);
        List<ObjectRef<byte[]>> refs = new ArrayList<>();
        putUntilFull(ray, refs, "found spillDir=" + spill + ", which is ");
        assertAllThere(refs);
      }
    }
  }

  private static Ray ray(UnaryOperator<RayConfig> change) {
    return Ray.init(change);
  }

  private static byte[] content(int number) {
    byte[] content = new byte[MIB - 8 * 1024];
    Arrays.fill(content, (byte) (number + 1));
    return content;
  }

  private static List<ObjectRef<byte[]>> put(Ray ray, int count) {
    List<ObjectRef<byte[]>> refs = new ArrayList<>();
    putMore(ray, refs, count);
    return refs;
  }

  private static void putMore(Ray ray, List<ObjectRef<byte[]>> refs, int count) {
    for (int i = 0; i < count; i++) {
      refs.add(ray.put(content(refs.size())));
    }
  }

  private static void putUntilFull(Ray ray, List<ObjectRef<byte[]>> refs, String why) {
    assertThatThrownBy(() -> putMore(ray, refs, 1_000))
        .isInstanceOf(ObjectStoreFullException.class)
        .hasMessageContaining("the object store is full: need ")
        .hasMessageContaining("objects cannot be spilled: ")
        .hasMessageContaining(why);
  }

  private static void assertAllThere(List<ObjectRef<byte[]>> refs) {
    assertThere(refs, 0);
  }

  private static void assertThere(List<ObjectRef<byte[]>> refs, int from) {
    for (int i = from; i < refs.size(); i++) {
      assertThat(refs.get(i).get()).as("object %d", i).isEqualTo(content(i));
    }
  }

  /** Nobody can spill for up to ten seconds: so long what is put finds no room, and from then on it does. */
  private static void assertGoesOn(Ray ray, List<ObjectRef<byte[]>> refs, int from) {
    assertThat(refs.getLast().get()).isEqualTo(content(refs.size() - 1));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ObjectStoreFullException.class)
        .until(() -> refs.add(ray.put(content(refs.size()))));
    putMore(ray, refs, 10);
    assertThere(refs, from);
    putMore(ray, refs, 1);
  }

  /** Fills the file system of a file. */
  private static void fill(Path file) throws IOException {
    byte[] zeros = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
