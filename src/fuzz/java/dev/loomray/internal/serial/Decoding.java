package dev.loomray.internal.serial;

import com.sun.management.ThreadMXBean;
import dev.loomray.ObjectRef;
import dev.loomray.error.UnserializableException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;

/**
 * What every decoder promises for bytes that nobody wrote: it answers some value or an {@link UnserializableException}, and
 * allocates a small multiple of their number.
 */
final class Decoding {
  /** A stack that is filled by the hash codes of maps that hold each other. */
  private static final long ONCE = 8 << 20;

  private static final long EACH = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Knows a codec of a user, and the classes of the tests. */
  static final ValueCodec CODEC =
      new ValueCodec(
          Map.of(UserCodecTest.Connection.class, new UserCodecTest.Addresses()),
          Decoding.class.getClassLoader());

  private static final List<Object> HANDLES =
      List.of(HandlesTest.stub(ObjectRef.class), HandlesTest.stub(ObjectRef.class));

  private Decoding() {}

  /** None, one or two handles. */
  static List<Object> handles(int count) {
    return HANDLES.subList(0, Math.floorMod(count, HANDLES.size() + 1));
  }

  /** Values of all kinds. */
  static Stream<Object> values() {
    Stream<Object> graphs =
        HostileStoreTest.graphs().map(a -> ((Named<?>) a.get()[0]).getPayload());
    Stream<Object> others =
        Stream.of(
            true,
            'x',
            1L << 40,
            0.5,
            new double[] {1, 2},
            HANDLES.getFirst(),
            List.of(HANDLES.getFirst(), HANDLES.getLast()),
            new UserCodecTest.Connection("host"));
    return Stream.concat(graphs, others);
  }

  /** Values whose encoding a fuzzer can grasp. */
  static boolean isSmall(byte[] encoded) {
    return encoded.length < 4096;
  }

  /** The value that is read, or null if it is refused. */
  static @Nullable Object readOrRefuse(int length, Supplier<@Nullable Object> decoder) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Object value = read(decoder);
    if (allocatedSince(before) > EACH * length + ONCE) {
      requireFew(length, decoder);
    }
    return value;
  }

  /** Once more: a class that is loaded, and instrumented, takes megabytes. */
  private static void requireFew(int length, Supplier<@Nullable Object> decoder) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    read(decoder);
    long allocated = allocatedSince(before);
    if (allocated > EACH * length + ONCE) {
      throw new AssertionError(allocated + " bytes for an input of " + length);
    }
  }

  private static long allocatedSince(long before) {
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static @Nullable Object read(Supplier<@Nullable Object> decoder) {
    try {
      return decoder.get();
    } catch (UnserializableException e) {
      requireClear(e);
      return null;
    }
  }

  private static void requireClear(UnserializableException e) {
    String message = e.getMessage();
    if (!message.startsWith("cannot read a stored value: ")
        && !message.startsWith("cannot read a message: ")) {
      throw new AssertionError("not a clear message: " + message, e);
    }
  }

  /** Writes a value that was read, which may be a strange one. */
  static void writeOrRefuse(@Nullable Object value) {
    try {
      byte[] again = CODEC.encode(value).bytes();
      if (again.length == 0) {
        throw new AssertionError("nothing for " + value);
      }
    } catch (UnserializableException e) {
      if (!e.getMessage().startsWith("cannot store ")) {
        throw new AssertionError("not a clear message: " + e.getMessage(), e);
      }
    }
  }

  /** The bytes behind some others. */
  static byte[] join(byte[] bytes, int... before) {
    byte[] all = new byte[before.length + bytes.length];
    for (int i = 0; i < before.length; i++) {
      all[i] = (byte) before[i];
    }
    System.arraycopy(bytes, 0, all, before.length, bytes.length);
    return all;
  }

  /** The bytes from one on; none if there are not so many. */
  static byte[] from(int first, byte[] bytes) {
    return bytes.length <= first ? new byte[0] : Arrays.copyOfRange(bytes, first, bytes.length);
  }

  /** A byte, or zero if there are not so many. */
  static int at(int index, byte[] bytes) {
    return index < bytes.length ? bytes[index] & 0xff : 0;
  }
}
