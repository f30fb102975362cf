package dev.loomray.internal.base.spill;

import static dev.loomray.internal.base.spill.Bytes.assertHolds;
import static dev.loomray.internal.base.spill.Bytes.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.FaultyDisk;
import dev.loomray.internal.base.FaultyDisk.Operation;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.file.OwnProcess;
import dev.loomray.internal.base.file.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is interrupted while he spills or restores finishes first, and is interrupted then. */
class SpillInterruptTest {
  private static final List<Item> ITEMS =
      List.of(item(1, 5000), item(2, 3 * Transfer.PART + 100), item(3, 100));

  private final FaultyDisk disk = new FaultyDisk(new RealDisk());

  @TempDir Path place;
  private Spill spill;

  @BeforeEach
  void aDirectory() throws IOException {
    spill = Spill.create(place, OwnProcess.current(() -> "1"), disk, 4711);
  }

  @AfterEach
  void isRemoved() throws IOException {
    assertThat(Thread.interrupted()).isFalse();
    spill.close();
  }

  @Test
  void anInterruptBefore() throws IOException {
    Thread.currentThread().interrupt();
    List<Spilled> spilled = spill.write(ITEMS);
    assertThat(Thread.interrupted()).isTrue();
    assertAllThere(spilled);
    Thread.currentThread().interrupt();
    assertAllThere(spilled);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    spilled.getFirst().delete();
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "WRITE", "OPEN", "READ"})
  void oneBeforeEachStep(Operation step) throws IOException {
    disk.before(
        (operation, _) -> {
          if (operation == step) {
            Thread.currentThread().interrupt();
          }
        });
    assertAllThere(spill.write(ITEMS));
    disk.sound();
    assertThat(Thread.interrupted()).isTrue();
    assertAllThere(spill.write(ITEMS));
  }

  @Test
  void manyAtAnyTime() throws Exception {
    FutureTask<List<Spilled>> work = new FutureTask<>(this::writeAndRead);
    Thread worker = Thread.ofPlatform().start(work);
    while (!work.isDone()) {
      worker.interrupt();
      Thread.onSpinWait();
    }
    assertAllThere(work.get());
  }

  @Test
  void manyOfAVirtualThread() throws Exception {
    FutureTask<List<Spilled>> work = new FutureTask<>(this::writeAndRead);
    Thread worker = Thread.ofVirtual().start(work);
    while (!work.isDone()) {
      worker.interrupt();
      Thread.yield();
    }
    assertAllThere(work.get());
  }

  private List<Spilled> writeAndRead() throws IOException {
    for (int i = 0; i < 8; i++) {
      List<Spilled> spilled = spill.write(ITEMS);
      assertAllThere(spilled);
      for (Spilled object : spilled) {
        object.delete();
      }
    }
    return spill.write(ITEMS);
  }

  private static void assertAllThere(List<Spilled> spilled) throws IOException {
    for (int i = 0; i < ITEMS.size(); i++) {
      assertHolds(spilled.get(i), ITEMS.get(i));
    }
  }
}
