package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects that are filled in place. */
class WritableObjectTest {
  private static final int SIZE = 600_000;

  @Test
  void numbersAndArraysAreWrittenInPlaceAndTheRestIsZero() {
    try (Ray ray = Ray.init()) {
      spoil(ray);
      ObjectRef<MemorySegment> ref;
      try (WritableObject object = ray.create(SIZE)) {
        object.putInt(400_000, 7);
        object.putByte(0, (byte) 1);
        object.put(100_001, new double[] {0.5, 1.5});
        object.put(200_000, MemorySegment.ofArray(new int[] {3, 4}));
        ref = object.seal();
      }
      try (ObjectView view = ref.view()) {
        assertThat(view.getInt(400_000)).isEqualTo(7);
        assertThat(view.getByte(0)).isEqualTo((byte) 1);
        assertThat(view.getDouble(100_009)).isEqualTo(1.5);
        assertThat(view.getInt(200_004)).isEqualTo(4);
        assertThat(view.getLong(8)).isZero();
        assertThat(view.getLong(399_992)).isZero();
        assertThat(view.getLong(SIZE - 8)).isZero();
      }
      assertThat(ref.get().byteSize()).isEqualTo(SIZE);
    }
  }

  /** Leaves memory behind that is not zero. */
  private static void spoil(Ray ray) {
    byte[] ones = new byte[SIZE];
    Arrays.fill(ones, (byte) -1);
    ray.put(ones).free();
  }

  @Test
  void aFillGoesFromTheBeginToTheEnd() {
    try (Ray ray = Ray.init();
        WritableObject object = ray.create(SIZE)) {
      List<MemorySegment> kept = new ArrayList<>();
      object.fill(
          chunk -> {
            kept.add(chunk);
            chunk.fill((byte) kept.size());
          });
      ObjectRef<MemorySegment> ref = object.seal();
      assertThat(kept).hasSize(3);
      kept.forEach(chunk -> chunk.fill((byte) 99)); // what the writer keeps is not the object
      assertThat(ref.get().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
      assertThat(ref.get().get(ValueLayout.JAVA_BYTE, SIZE - 1)).isEqualTo((byte) 3);
    }
  }

  @Test
  void channelsOfTheJdkAndOthersAreRead() throws IOException {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) (i * 31);
    }
    try (Ray ray = Ray.init()) {
      WritableObject ours = ray.create(SIZE);
      assertThat(ours.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes))))
          .isEqualTo(SIZE);
      assertThat(ours.seal().get().mismatch(MemorySegment.ofArray(bytes))).isEqualTo(-1);
      Slow slow = new Slow(bytes);
      WritableObject theirs = ray.create(SIZE);
      assertThat(theirs.readFrom(slow)).isEqualTo(SIZE);
      ObjectRef<MemorySegment> ref = theirs.seal();
      slow.kept.clear().put(0, (byte) 99);
      assertThat(ref.get().mismatch(MemorySegment.ofArray(bytes))).isEqualTo(-1);
      try (WritableObject longer = ray.create(SIZE + 10)) {
        assertThat(longer.readFrom(new Slow(bytes))).isEqualTo(SIZE);
        assertThat(longer.readFrom(new Slow(new byte[0]))).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatIsSealedOrClosedIsNotWritten() {
    try (Ray ray = Ray.init()) {
      WritableObject object = ray.create(100);
      assertThatThrownBy(() -> object.putLong(93, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> object.put(0, new byte[101]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> object.fill(chunk -> object.seal()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("while fill or readFrom runs");
      object.seal();
      assertThatThrownBy(object::seal).hasMessageContaining("found it sealed");
      assertThatThrownBy(() -> object.putByte(0, (byte) 1)).hasMessageContaining("found it sealed");
      object.close();
      WritableObject dropped = ray.create(100);
      dropped.close();
      dropped.close();
      assertThatThrownBy(dropped::seal).hasMessageContaining("found it closed");
    }
  }

  @Test
  void whatIsNeverSealedIsDropped() {
    try (Ray ray = Ray.init(c -> c.storeBytes(16 << 20))) {
      for (int i = 0; i < 100; i++) {
        ray.create(1 << 20).putByte(0, (byte) 1); // forgotten: the collector has it
      }
      for (int i = 0; i < 100; i++) {
        ray.create(4 << 20).close();
      }
      assertThat(ray.memory().largest()).isEmpty();
    }
  }

  /** A channel of a stranger, which reads little at a time and keeps what it was given. */
  private static final class Slow implements ReadableByteChannel {
    private final ByteBuffer rest;
    private ByteBuffer kept = ByteBuffer.allocate(0);

    Slow(byte[] bytes) {
      rest = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer target) {
      kept = target;
      if (!rest.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(rest.remaining(), target.remaining()), 1_000);
      target.put(rest.slice(rest.position(), count));
      rest.position(rest.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
