package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeSegmentFile;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.SessionFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that allocate, fill, check and free, while others commit more and give back what is empty. */
class ManyThreadsTest {
  private static final long MIB = 1L << 20;
  private static final int STEPS = 1_500;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @Test
  void platformThreadsInMemory() throws Exception {
    FakeStorage storage = new FakeStorage();
    play(storage.open(null, new FakeReports()), Thread.ofPlatform()::unstarted);
    assertThat(storage.files()).noneMatch(FakeSegmentFile::isMapped);
  }

  @Test
  void virtualThreadsInMemory() throws Exception {
    FakeStorage storage = new FakeStorage();
    play(storage.open(null, new FakeReports()), Thread.ofVirtual()::unstarted);
    assertThat(storage.files()).noneMatch(FakeSegmentFile::isMapped);
  }

  @Test
  void onAFileSystem(@TempDir Path directory) throws Exception {
    onFiles(directory);
  }

  @Test
  void inTheUsualPlace() throws Exception {
    onFiles(null);
  }

  private void onFiles(Path directory) throws Exception {
    SessionFiles files = Environment.system(1).storage().open(directory, new FakeReports());
    try (files) {
      play(files, Thread.ofPlatform()::unstarted);
      try (var left = Files.list(files.directory())) {
        assertThat(left.map(f -> f.getFileName().toString())).containsExactly("lock");
      }
    }
    assertThat(files.directory()).doesNotExist();
  }

  @FunctionalInterface
  private interface Starter {
    Thread unstarted(Runnable body);
  }

  private void play(SessionFiles files, Starter starter) throws Exception {
    Segments segments = new Segments(files, 24 * MIB, Controls.inMemory(24 * MIB));
    AtomicInteger busy = new AtomicInteger(8);
    IntFunction<Runnable> player =
        i ->
            () -> {
              new Player(segments, i).play();
              busy.decrementAndGet();
            };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(starter.unstarted(guarded(player.apply(i), busy)));
    }
    threads.add(Thread.ofPlatform().unstarted(guarded(() -> tend(segments, busy), busy)));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(segments.used()).isZero();
    segments.close();
    assertThat(segments.segments()).isZero();
  }

  private Runnable guarded(Runnable body, AtomicInteger busy) {
    return () -> {
      try {
        body.run();
      } catch (Throwable e) {
        failures.add(e);
        busy.set(0);
      }
    };
  }

  /** Commits ahead and gives back, as the store's own threads will. */
  private static void tend(Segments segments, AtomicInteger busy) {
    while (busy.get() > 0) {
      try {
        if (segments.wantsMore()) {
          segments.grow(0);
        } else if (!segments.retire()) {
          Thread.yield();
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class Player {
    private final Segments segments;
    private final Random random;
    private final byte mark;
    private final List<Block> mine = new ArrayList<>();

    Player(Segments segments, int number) {
      this.segments = segments;
      this.random = new Random(number);
      this.mark = (byte) (1 + number);
    }

    void play() {
      for (int i = 0; i < STEPS; i++) {
        Block block = random.nextInt(3) == 0 ? null : allocate(size());
        if (block != null) {
          block.memory().fill(mark);
          mine.add(block);
        } else if (!mine.isEmpty()) {
          free(mine.remove(random.nextInt(mine.size())));
        }
      }
      mine.forEach(this::free);
    }

    /** Mostly small, and now and then one that is a segment of its own. */
    private long size() {
      return random.nextInt(100) == 0 ? 3 * MIB : random.nextInt(1 << random.nextInt(6, 17));
    }

    private Block allocate(long bytes) {
      try {
        Block block = segments.allocate(bytes);
        for (int i = 0; block == null && i < 3 && segments.grow(bytes); i++) {
          block = segments.allocate(bytes);
        }
        return block;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private void free(Block block) {
      MemorySegment memory = block.memory();
      for (long at = 0; at < memory.byteSize(); at++) {
        if (memory.get(ValueLayout.JAVA_BYTE, at) != mark) {
          throw new AssertionError("expected " + mark + " at " + at + " of " + block);
        }
      }
      segments.free(block);
    }
  }
}
