package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
}
