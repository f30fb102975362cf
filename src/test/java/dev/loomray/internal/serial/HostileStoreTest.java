package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.Samples.Person;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes in the store that nobody wrote are read as something or refused, and what is allocated
 * meanwhile is a small multiple of what they are.
 */
class HostileStoreTest {
  private static final byte[] HUGE = {(byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};

  /** A Kryo, and classes that load. */
  private static final long ONCE = 4 << 20;

  private final ValueCodec codec =
      new ValueCodec(Map.of(), HostileStoreTest.class.getClassLoader());

  /** Goes as a Java stream. */
  static final class Nested extends Exception {
    @Serial private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // the point
    final @Nullable Object[] inner;

    Nested(@Nullable Object[] inner) {
      super("nested", null, false, false);
      this.inner = inner;
    }
  }

  static Stream<Arguments> graphs() {
    List<Object> people = new ArrayList<>();
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      people.add(new Person("größe" + i, i, List.of("a", "b"), null));
      map.put(i, new long[i]);
    }
    Stream<Object> large =
        Stream.of(
            people,
            map,
            new Object[] {new double[1000], new byte[1500], "x", new boolean[2000]},
            new Nested(new Object[] {new int[700], "y"}));
    return Stream.concat(
        HostileBytesTest.values(),
        large.map(value -> Arguments.of(Named.of("large " + value.getClass().getName(), value))));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void changedBytesAreReadOrRefused(Object value) {
    Stored good = Stored.onHeap(codec, value);
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.array();
      for (int i = random.nextInt(4); i >= 0; i--) {
        // half of them near the start, where the table and the lengths are
        int end = random.nextBoolean() ? Math.min(64, bad.length) : bad.length;
        bad[random.nextInt(end)] = (byte) random.nextInt();
      }
      restoreOrRefuse(good.type(), bad);
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void aHugeLengthAnywhereTakesNoMemory(Object value) {
    Stored good = Stored.onHeap(codec, value);
    int length = (int) good.bytes().byteSize();
    int step = 1 + length / 500;
    for (int at = 0; at + HUGE.length <= length; at += step) {
      byte[] bad = good.array();
      System.arraycopy(HUGE, 0, bad, at, HUGE.length);
      restoreOrRefuse(good.type(), bad);
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void bytesThatEndTooEarlyOrTooLateAreReadOrRefused(Object value) {
    Stored good = Stored.onHeap(codec, value);
    byte[] bytes = good.array();
    int step = 1 + bytes.length / 300;
    for (int length = 0; length < bytes.length; length += step) {
      restoreOrRefuse(good.type(), Arrays.copyOf(bytes, length));
    }
    boolean wasRefused = !restoreOrRefuse(good.type(), Arrays.copyOf(bytes, bytes.length + 1));
    boolean hasLength = good.type() != ValueType.LATIN1 && good.type() != ValueType.BYTE_BUFFER;
    assertThat(wasRefused).isEqualTo(hasLength);
    assertThat(new Object[] {Stored.copy(codec, "still works")}).containsExactly("still works");
  }

  @ParameterizedTest
  @EnumSource(ValueType.class)
  void randomBytesOfEachTypeAreReadOrRefused(ValueType type) {
    Random random = new Random(type.code());
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      restoreOrRefuse(type, bytes);
    }
  }

  @Test
  void randomObjectsInARightHeaderAreReadOrRefused() {
    Random random = new Random(12);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[9 + random.nextInt(60)];
      random.nextBytes(bytes);
      MemorySegment form = MemorySegment.ofArray(bytes);
      form.set(ValueLayout.JAVA_INT_UNALIGNED, 0, 0);
      form.set(ValueLayout.JAVA_INT_UNALIGNED, 4, bytes.length - 8);
      bytes[8] = (byte) (bytes[8] & 0x3f); // classes that have numbers
      restoreOrRefuse(ValueType.GRAPH, bytes);
    }
  }

  @Test
  void anArrayThatTheTableDoesNotHaveIsRefused() {
    byte[] bad = Stored.onHeap(codec, new Object[] {new long[1000], new long[999]}).array();
    int objects = 8 + 2 * Long.BYTES + 3; // behind the class of the outer array and its length
    System.arraycopy(bad, objects, bad, objects + 4, 4); // twice "long[], new, 1000"
    assertThat(restoreOrRefuse(ValueType.GRAPH, bad)).isFalse();
  }

  /** Each of nine hundred arrays in arrays says that it has as many elements as there are bytes. */
  @Test
  void nestedArraysCannotEachClaimAll() {
    byte[] one = codec.encode(new Object[] {new Object[0]}).bytes();
    int length = 1_000_000;
    byte[] objects = new byte[length];
    int at = 0;
    for (int depth = 0; depth < 900; depth++) {
      objects[at++] = one[1]; // the class, "not seen before", the length
      objects[at++] = one[2];
      at = putNumber(objects, at, length - 20_000);
    }
    byte[] message = new byte[length + 1];
    message[0] = ValueType.GRAPH.code();
    System.arraycopy(objects, 0, message, 1, length);
    assertThat(allocated(() -> refused(() -> codec.decode(new Encoded(message, List.of())))))
        .isLessThan(10L * length + ONCE);
    MemorySegment form = MemorySegment.ofArray(new byte[length + 8]);
    form.set(ValueLayout.JAVA_INT_UNALIGNED, 4, length);
    MemorySegment.copy(objects, 0, form, ValueLayout.JAVA_BYTE, 8, length);
    assertThat(allocated(() -> refused(() -> codec.restore(ValueType.GRAPH, form, List.of()))))
        .isLessThan(10L * length + ONCE);
  }

  @Test
  void nestedArraysInAJavaStreamCannotEachClaimAll() {
    @Nullable Object[] inner = new Object[1];
    for (int depth = 0; depth < 400; depth++) {
      inner = new Object[] {inner};
    }
    byte[] bytes = Stored.onHeap(codec, new Nested(inner)).array();
    int claim = 4 * bytes.length;
    int patched = 0;
    for (int at = 0; at + 10 < bytes.length; at++) {
      boolean isLength = bytes[at] == 0x75 && bytes[at + 1] == 0x71 && bytes[at + 9] == 1;
      if (isLength) { // TC_ARRAY, TC_REFERENCE, four bytes of handle, four bytes of length
        MemorySegment.ofArray(bytes)
            .set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), at + 6, claim);
        patched++;
      }
    }
    assertThat(patched).isGreaterThan(390);
    assertThat(allocated(() -> restoreOrRefuse(ValueType.GRAPH, bytes)))
        .isLessThan(64L * bytes.length + ONCE);
    assertThat(restoreOrRefuse(ValueType.GRAPH, bytes)).isFalse();
  }

  private static int putNumber(byte[] bytes, int start, int number) {
    int at = start;
    int rest = number;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[at++] = (byte) (rest | 0x80);
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  private static void refused(Runnable read) {
    try {
      read.run();
    } catch (UnserializableException e) {
      assertThat(e).hasMessageStartingWith("cannot read a stored value: ");
      return;
    }
    throw new AssertionError("it was read");
  }

  /** Reads the bytes; false if they are refused. */
  private boolean restoreOrRefuse(ValueType type, byte[] bytes) {
    boolean[] wasRead = new boolean[1];
    long allocated =
        allocated(
            () -> {
              try {
                codec.restore(type, MemorySegment.ofArray(bytes), List.of());
                wasRead[0] = true;
              } catch (UnserializableException e) {
                assertThat(e).hasMessageStartingWith("cannot read a stored value: ");
              }
            });
    assertThat(allocated).isLessThan(64L * bytes.length + ONCE);
    return wasRead[0];
  }

  /** How many bytes this thread allocates meanwhile. */
  private static long allocated(Runnable work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
