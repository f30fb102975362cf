package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.error.UnserializableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Buffers and segments, as the store has them. */
class StoredMemoryTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  private final ValueCodec codec =
      new ValueCodec(Map.of(), StoredMemoryTest.class.getClassLoader());

  static Stream<ByteBuffer> buffers() {
    ByteBuffer direct = ByteBuffer.allocateDirect(10).put(BYTES).flip();
    ByteBuffer heap = ByteBuffer.wrap(BYTES);
    return Stream.of(
            heap,
            direct,
            heap.asReadOnlyBuffer(),
            direct.asReadOnlyBuffer(),
            ByteBuffer.wrap(new byte[20], 5, 10).put(BYTES).flip().position(5).slice().position(0),
            MemorySegment.ofArray(BYTES).asByteBuffer())
        .flatMap(b -> Stream.of(b, b.duplicate().order(ByteOrder.LITTLE_ENDIAN)));
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void aBufferComesBackAsAReadOnlyViewInItsOrder(ByteBuffer original) {
    for (int from = 0; from <= original.limit(); from++) {
      ByteBuffer buffer = original.duplicate().order(original.order()).position(from);
      Stored stored = Stored.offHeap(codec, buffer);
      assertThat(buffer.position()).isEqualTo(from);
      assertThat(stored.bytes().byteSize()).isEqualTo(buffer.remaining());
      ByteBuffer view = (ByteBuffer) stored.read(codec);
      assertThat(view).isNotNull().isEqualTo(buffer);
      assertThat(view.isReadOnly()).isTrue();
      assertThat(view.order()).isEqualTo(buffer.order());
      assertThat(view.position()).isZero();
      assertThat(view.capacity()).isEqualTo(buffer.remaining());
    }
  }

  @Test
  void aViewIsOfTheVeryBytes() {
    Stored stored = Stored.offHeap(codec, ByteBuffer.wrap(BYTES));
    ByteBuffer view = (ByteBuffer) stored.read(codec);
    MemorySegment segment =
        (MemorySegment) codec.restore(ValueType.SEGMENT, stored.bytes(), List.of());
    stored.bytes().set(ValueLayout.JAVA_BYTE, 0, (byte) 42);
    assertThat(view).isNotNull();
    assertThat(view.get(0)).isEqualTo((byte) 42);
    assertThat(segment).isNotNull();
    assertThat(segment.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 42);
    assertThat(segment.isReadOnly()).isTrue();
    assertThat(segment.address()).isEqualTo(stored.bytes().address());
  }

  @Test
  void aBufferIsTakenAsItStandsWhenTheSnapshotIsMade() {
    ByteBuffer buffer = ByteBuffer.wrap(BYTES.clone()).position(2).limit(5);
    Snapshot snapshot = codec.snapshot(buffer);
    buffer.clear().put(2, (byte) 33);
    MemorySegment target = MemorySegment.ofArray(new byte[3]);
    snapshot.writeTo(target);
    assertThat(target.toArray(ValueLayout.JAVA_BYTE)).containsExactly(33, 4, 5);
  }

  @Test
  void segmentsOfAllKindsComeBackReadOnly() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment off = arena.allocate(10).copyFrom(MemorySegment.ofArray(BYTES));
      List<MemorySegment> segments =
          List.of(
              off,
              off.asSlice(3, 4),
              off.asSlice(1, 0),
              off.asReadOnly(),
              MemorySegment.ofArray(BYTES),
              MemorySegment.ofArray(new double[] {1, 2}),
              MemorySegment.NULL);
      for (MemorySegment segment : segments) {
        assertThat(codec.snapshot(segment).type()).isEqualTo(ValueType.SEGMENT);
        MemorySegment copy = (MemorySegment) Stored.copy(codec, segment);
        assertThat(copy).isNotNull();
        assertThat(copy.mismatch(segment)).isEqualTo(-1);
        assertThat(copy.isReadOnly()).isTrue();
      }
    }
  }

  @Test
  void memoryThatIsGoneIsRefused() {
    Arena arena = Arena.ofConfined();
    MemorySegment segment = arena.allocate(10);
    ByteBuffer buffer = segment.asByteBuffer();
    Snapshot early = codec.snapshot(segment);
    arena.close();
    String message = "cannot store memory of 10 bytes: its arena is closed; store it before that";
    for (Object value : List.of(segment, buffer)) {
      assertThatThrownBy(() -> codec.snapshot(value))
          .isInstanceOf(UnserializableException.class)
          .hasMessage(message);
    }
    assertThatThrownBy(() -> early.writeTo(MemorySegment.ofArray(new byte[10])))
        .isInstanceOf(UnserializableException.class)
        .hasMessage(message)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfAnotherThreadIsRefused() {
    String message =
        "cannot store memory of 10 bytes: it belongs to another thread; store it there, or take it"
            + " from Arena.ofShared()";
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(10);
      Snapshot here = codec.snapshot(segment);
      CompletableFuture.runAsync(
              () -> {
                assertThatThrownBy(() -> codec.snapshot(segment))
                    .isInstanceOf(UnserializableException.class)
                    .hasMessage(message);
                assertThatThrownBy(() -> here.writeTo(MemorySegment.ofArray(new byte[10])))
                    .isInstanceOf(UnserializableException.class)
                    .hasMessage(message);
              })
          .join();
    }
  }

  @Test
  void aTargetThatIsGoneIsNotTakenForTheSource() {
    Arena arena = Arena.ofConfined();
    MemorySegment target = arena.allocate(10);
    arena.close();
    Snapshot snapshot = codec.snapshot(MemorySegment.ofArray(BYTES));
    assertThatThrownBy(() -> snapshot.writeTo(target))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Already closed");
  }

  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"BYTE_BUFFER", "BYTE_BUFFER_LE", "LATIN1", "BYTE_ARRAY", "UTF16", "INT_ARRAY"})
  void moreBytesThanJavaCanHoldAreRefused(ValueType type, @TempDir Path directory)
      throws IOException {
    long size = 9L << 30; // a hole, never read
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("hole").toFile(), "rw");
        Arena arena = Arena.ofConfined()) {
      file.setLength(size);
      MemorySegment huge = file.getChannel().map(MapMode.READ_ONLY, 0, size, arena);
      assertThatThrownBy(() -> codec.restore(type, huge, List.of()))
          .isInstanceOf(UnserializableException.class)
          .hasMessageContaining("of a wrong length")
          .hasMessageEndingWith("bytes=" + size);
    }
  }
}
