package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
  private static final int BYTES = 1 << 22;

  @TempDir Path directory;
  private Path path;
  private MappedFile file;

  @BeforeEach
  void aFile() throws IOException {
    path = directory.resolve("segment-0");
    file = MappedFile.create(path, Volume.of(directory), BYTES);
  }

  @AfterEach
  void isUnmapped() {
    file.unmap();
    file.unmap();
  }

  @Test
  void isMappedAsAWhole() throws IOException {
    assertThat(file.memory().byteSize()).isEqualTo(BYTES);
    assertThat(file.memory().isReadOnly()).isFalse();
    assertThat(Files.size(path)).isEqualTo(BYTES);
    assertThat(maps()).contains(path.toString());
  }

  @Test
  void whatIsCommittedHoldsZerosAndTakesSpace() throws IOException {
    long before = blocks();
    file.commit(4096, 3 << 20);
    assertThat(blocks() - before).isGreaterThanOrEqualTo(((3 << 20) - 4096) / 512);
    MemorySegment range = file.memory().asSlice(4096, (3 << 20) - 4096);
    assertThat(range.mismatch(MemorySegment.ofArray(new byte[(3 << 20) - 4096]))).isEqualTo(-1);
  }

  /** In units of 512 bytes. */
  private long blocks() throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b", path.toString()).start();
    try (var output = stat.inputReader()) {
      return Long.parseLong(output.readLine());
    }
  }

  @Test
  void whatIsWrittenThroughTheMappingIsInTheFile() throws IOException {
    file.commit(0, 8192);
    file.memory().set(ValueLayout.JAVA_BYTE, 5000, (byte) 7);
    assertThat(Files.readAllBytes(path)[5000]).isEqualTo((byte) 7);
  }

  @Test
  void aMappingOfItsOwnShowsTheSameAndCannotBeWritten() throws IOException {
    file.commit(0, 16384);
    MemorySegment own = file.readOnly(8192, 5000);
    file.memory().set(ValueLayout.JAVA_BYTE, 8192 + 17, (byte) 7);
    assertThat(own.get(ValueLayout.JAVA_BYTE, 17)).isEqualTo((byte) 7);
    assertThat(own.byteSize()).isEqualTo(5000);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> own.set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
        .withMessageContaining("read-only");
  }

  @Test
  void andOutlivesTheWholeOneAndTheFile() throws IOException {
    file.commit(0, 16384);
    file.memory().asSlice(0, 16384).fill((byte) 9);
    MemorySegment own = file.readOnly(4096, 4096);
    file.unmap();
    file.unlink();
    file.unlink();
    assertThat(own.get(ValueLayout.JAVA_BYTE, 4095)).isEqualTo((byte) 9);
    assertThat(path).doesNotExist();
    assertThatIllegalStateException().isThrownBy(() -> file.memory().get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void anInterruptNeitherPreventsItNorIsLost() throws IOException {
    file.commit(0, 16384);
    Thread.currentThread().interrupt();
    try {
      assertThat(file.readOnly(0, 4096).byteSize()).isEqualTo(4096);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    file.commit(16384, 32768); // the channel is open
  }

  @Test
  void theMappingIsGoneWhenItIsUnmapped() throws IOException {
    file.unmap();
    assertThat(maps()).doesNotContain(path.toString());
  }

  @Test
  void aFileThatIsThereIsNotTaken() {
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> MappedFile.create(path, Volume.of(directory), BYTES));
    assertThat(path).exists();
  }

  @Test
  void aLengthThatCannotBeMappedLeavesNoFile() throws IOException {
    Path other = directory.resolve("segment-1");
    assertThatThrownBy(() -> MappedFile.create(other, Volume.of(directory), 1L << 60))
        .isInstanceOf(IOException.class);
    assertThat(other).doesNotExist();
  }

  private static String maps() throws IOException {
    return Files.readString(Path.of("/proc/self/maps"));
  }
}
