package dev.loomray.internal.store.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What words are, whatever they are made of. */
abstract class WordsContract {
  private static final int SIZE = 64;
  private static final long LONG = 0x0123_4567_89AB_CDEFL;
  private static final int INT = 0x89AB_CDEF;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, Long.BYTES);

  /** The form at hand. */
  abstract Words in(MemorySegment memory);

  private Words words() {
    return in(memory);
  }

  @Test
  void everyWriteIsAnIntOfTheMachine() {
    List<LongConsumer> writes =
        List.of(
            at -> words().putInt(at, INT),
            at -> words().putIntRelease(at, INT),
            at -> words().putIntVolatile(at, INT));
    for (LongConsumer write : writes) {
      for (int at = 0; at < SIZE; at += Integer.BYTES) {
        memory.fill((byte) 0);
        write.accept(at);
        assertThat(memory.get(ValueLayout.JAVA_INT, at)).isEqualTo(INT);
        assertThat(words().getInt(at)).isEqualTo(INT);
        assertThat(words().getIntVolatile(at)).isEqualTo(INT);
        memory.set(ValueLayout.JAVA_INT, at, 0);
        assertThat(memory.mismatch(Arena.ofAuto().allocate(SIZE))).isEqualTo(-1);
      }
    }
  }

  @Test
  void everyWriteIsALongOfTheMachine() {
    List<LongConsumer> writes =
        List.of(
            at -> words().putLong(at, LONG),
            at -> words().putLongRelease(at, LONG),
            at -> words().putLongVolatile(at, LONG));
    for (LongConsumer write : writes) {
      for (int at = 0; at < SIZE; at += Long.BYTES) {
        memory.fill((byte) 0);
        write.accept(at);
        assertThat(memory.get(ValueLayout.JAVA_LONG, at)).isEqualTo(LONG);
        assertThat(words().getLong(at)).isEqualTo(LONG);
        assertThat(words().getLongVolatile(at)).isEqualTo(LONG);
        memory.set(ValueLayout.JAVA_LONG, at, 0);
        assertThat(memory.mismatch(Arena.ofAuto().allocate(SIZE))).isEqualTo(-1);
      }
    }
  }

  private Stream<LongConsumer> ints() {
    return Stream.of(
        at -> words().getInt(at),
        at -> words().putInt(at, 1),
        at -> words().getIntVolatile(at),
        at -> words().putIntRelease(at, 1),
        at -> words().putIntVolatile(at, 1));
  }

  private Stream<LongConsumer> longs() {
    return Stream.of(
        at -> words().getLong(at),
        at -> words().putLong(at, 1),
        at -> words().getLongVolatile(at),
        at -> words().putLongRelease(at, 1),
        at -> words().putLongVolatile(at, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -8, SIZE, SIZE + 8, 1L << 32, Long.MAX_VALUE - 7})
  void nothingIsReachedOutsideTheMemory(long at) {
    Stream.concat(ints(), longs())
        .forEach(
            access ->
                assertThatThrownBy(() -> access.accept(at))
                    .isInstanceOf(IndexOutOfBoundsException.class));
    assertThat(memory.mismatch(Arena.ofAuto().allocate(SIZE))).isEqualTo(-1);
  }

  @Test
  void aLongDoesNotReachBeyondTheEndEither() {
    MemorySegment odd = memory.asSlice(0, SIZE - Integer.BYTES);
    Words words = in(odd);
    words.putInt(SIZE - 2 * Integer.BYTES, INT);
    assertThatThrownBy(() -> words.putLong(SIZE - Long.BYTES, LONG))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(memory.get(ValueLayout.JAVA_INT, SIZE - Integer.BYTES)).isZero();
  }

  @Test
  void whatIsNotAlignedIsRefused() {
    for (long at : new long[] {1, 2, 3, 5, 7}) {
      ints().forEach(access -> assertMisaligned(access, at));
    }
    for (long at : new long[] {1, 4, 12}) {
      longs().forEach(access -> assertMisaligned(access, at));
    }
  }

  private static void assertMisaligned(LongConsumer access, long at) {
    assertThatIllegalArgumentException().isThrownBy(() -> access.accept(at));
  }

  @Test
  void theyAreAsManyAsTheMemoryHas() {
    assertThat(words().byteSize()).isEqualTo(SIZE);
  }

  @Test
  void memoryThatCannotBeWrittenIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[SIZE]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment readOnly = channel.map(MapMode.READ_ONLY, 0, SIZE, Arena.ofAuto());
      assertThatIllegalArgumentException().isThrownBy(() -> in(readOnly));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> in(memory.asSlice(4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> in(MemorySegment.ofArray(new byte[SIZE])))
        .withMessageStartingWith("expected memory to write longs to, found ");
  }

  /** What was written before a release is there for who sees it. */
  @Test
  void aReleaseComesAfterWhatWasWrittenBefore() throws InterruptedException {
    int rounds = 100_000;
    Words words = words();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; i <= rounds; i++) {
                    words.putLong(8, i);
                    words.putInt(16, i);
                    words.putLongRelease(0, i);
                  }
                });
    long seen = 0;
    while (seen < rounds) {
      seen = words.getLongVolatile(0);
      assertThat(words.getLong(8)).isGreaterThanOrEqualTo(seen);
      assertThat(words.getInt(16)).isGreaterThanOrEqualTo((int) seen);
      Thread.onSpinWait();
    }
    writer.join();
  }
}
