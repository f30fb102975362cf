package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemStorageTest {
  private final Storage storage = Environment.system(1).storage();
  private final FakeReports reports = new FakeReports();

  @Test
  void knowsTheMemoryOfTheMachine() {
    assertThat(storage.maxHeap()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(storage.availableMemory()).isBetween(1L, storage.totalMemory());
  }

  @Test
  void opensASessionInTheUsualPlace() throws IOException {
    SessionFiles files = storage.open(null, reports);
    try (files) {
      SegmentFile file = files.create(0, 8192);
      file.commit(0, 8192);
      assertThat(files.directory().resolve("segment-0")).hasSize(8192);
      file.unmap();
    }
    assertThat(files.directory()).doesNotExist();
  }

  @Test
  void opensSessionsWhereItIsTold(@TempDir Path directory) throws IOException {
    try (SessionFiles first = storage.open(directory.resolve("new"), reports);
        SessionFiles second = storage.open(directory.resolve("new"), reports)) {
      assertThat(first.directory()).startsWith(directory.resolve("new"));
      assertThat(second.directory())
          .isNotEqualTo(first.directory())
          .hasParent(first.directory().getParent());
    }
    assertThat(reports.infos()).isEmpty();
  }

  @Test
  void spillsFromOneMappingToTheDiskAndBackToAnother(@TempDir Path directory) throws IOException {
    try (SessionFiles session = storage.open(directory, reports);
        SpillFiles spill = storage.openSpill(null, reports)) {
      SegmentFile segment = session.create(0, 1 << 20);
      segment.commit(0, 1 << 20);
      MemorySegment from = segment.memory().asSlice(4096, 400_000).fill((byte) 7);
      MemorySegment to = segment.memory().asSlice(500_000, 400_000);
      Spilled object = spill.write(List.of(new SpillFiles.Item(1, (byte) 0, from))).getFirst();
      object.read(to);
      assertThat(to.mismatch(from)).isEqualTo(-1);
      assertThat(object.path()).hasParent(spill.directory()).hasSize(400_064);
      object.delete();
      assertThat(object.path()).doesNotExist();
      assertThat(spill.usableSpace()).isPositive();
      segment.unmap();
    }
  }

  @Test
  void spillsWhereItIsToldAndNeverToMemory(@TempDir Path directory) throws IOException {
    String type = Files.getFileStore(directory).type();
    if (!type.equals("tmpfs")) {
      SpillFiles spill = storage.openSpill(directory.resolve("new"), reports);
      assertThat(spill.directory()).startsWith(directory.resolve("new")).exists();
      spill.close();
      assertThat(spill.directory()).doesNotExist();
    }
    assertThatThrownBy(() -> storage.openSpill(Path.of("/dev/shm"), reports))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found spillDir=/dev/shm, which is in memory (tmpfs);");
    assertThat(reports.infos()).isEmpty();
    assertThat(reports.warnings()).isEmpty();
  }
}
