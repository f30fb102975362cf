package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.MemoryReport.Reference;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.Ray;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.error.RayClosedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objects outside the heap: put, get, view, free, pin, and what is known of them. */
class ObjectStoreTest {
  private static final long MIB = 1 << 20;

  private static long[] numbers(int count) {
    return IntStream.range(0, count).asLongStream().toArray();
  }

  record Order(String customer, double[] amounts) {}

  @Test
  void aLargeArrayIsASnapshotAndEveryReaderGetsACopy() {
    try (Ray ray = Ray.init()) {
      long[] mine = numbers(1_000_000);
      ObjectRef<long[]> ref = ray.put(mine);
      mine[0] = -1;
      long[] read = ref.get();
      assertThat(read).isEqualTo(numbers(1_000_000));
      read[0] = -2;
      assertThat(ref.get()[0]).isZero();
    }
  }

  @Test
  void arraysOfAllSizesComeBack() {
    try (Ray ray = Ray.init()) {
      for (int size : new int[] {0, 1, 7, 16 * 1024, 16 * 1024 + 1, 65_537, 1 << 20, 9_000_001}) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) size);
        ObjectRef<byte[]> ref = ray.put(bytes);
        assertThat(ref.get()).isEqualTo(bytes);
        try (ObjectView view = ref.view()) {
          assertThat(view.byteSize()).isEqualTo(size);
          byte[] copy = new byte[size];
          view.copyTo(0, copy, 0, size);
          assertThat(copy).isEqualTo(bytes);
        }
      }
    }
  }

  @Test
  void largeObjectsThatAreNoArraysComeBack() {
    try (Ray ray = Ray.init()) {
      Order order = new Order("Ada", new double[] {1, 2, 3});
      List<Order> orders = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        orders.add(new Order("customer " + i, new double[] {i, 0.5 * i}));
      }
      orders.add(new Order("many", new double[100_000]));
      List<Order> read = ray.put(orders).get();
      assertThat(read).hasSize(1_001);
      assertThat(read.get(999).amounts()).containsExactly(999, 499.5);
      assertThat(read.get(1_000).amounts()).hasSize(100_000);
      assertThat(ray.put(order).get().amounts()).containsExactly(1, 2, 3);
      String text = "ä€x".repeat(100_000);
      assertThat(ray.put(text).get()).isEqualTo(text);
    }
  }

  @Test
  void whatIsPutAtTheEndOfAStackIsNotLost() {
    try (Ray ray = Ray.init(c -> c.storeBytes(16 * MIB))) {
      for (int i = 0; i < 3; i++) {
        toTheEndOfTheStack(() -> ray.put(new byte[70_000]).free());
      }
      assertThat(ray.memory().used()).isZero();
      assertThat(ray.put(new byte[15 * (int) MIB]).get()).hasSize(15 * (int) MIB);
    }
  }

  private static void toTheEndOfTheStack(Runnable work) {
    try {
      work.run();
      toTheEndOfTheStack(work);
    } catch (StackOverflowError e) {
      // that is the end
    }
  }

  @Test
  void aViewReadsInPlace() {
    try (Ray ray = Ray.init()) {
      ObjectRef<long[]> ref = ray.put(numbers(100_000));
      try (ObjectView view = ref.view()) {
        assertThat(view.byteSize()).isEqualTo(800_000);
        assertThat(view.getLong(8 * 99_999)).isEqualTo(99_999);
        assertThat(view.longBuffer().get(7)).isEqualTo(7);
        assertThat(view.segment().getAtIndex(ValueLayout.JAVA_LONG, 12)).isEqualTo(12);
        assertThat(view.byteBuffer().order()).isEqualTo(ByteOrder.nativeOrder());
        long[] part = new long[3];
        view.copyTo(8 * 10, part, 1, 2);
        assertThat(part).containsExactly(0, 10, 11);
      }
    }
  }

  @Test
  void aViewIsCheckedAndCannotBeWritten() {
    try (Ray ray = Ray.init()) {
      ObjectRef<long[]> ref = ray.put(numbers(10_000));
      ObjectView view = ref.view();
      assertThatThrownBy(() -> view.getLong(80_000 - 7))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> view.getByte(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> view.byteBuffer().putLong(0, 1))
          .isInstanceOf(ReadOnlyBufferException.class);
      assertThatThrownBy(() -> view.segment().set(ValueLayout.JAVA_LONG, 0, 1))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> view.copyTo(0, new boolean[1], 0, 1))
          .hasMessageContaining("expected an array of primitives but booleans for target");
      view.close();
      view.close();
      assertThatThrownBy(() -> view.getLong(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("take another with ref.view()");
      assertThat(ref.get()[9_999]).isEqualTo(9_999);
    }
  }

  @Test
  void buffersAndSegmentsComeBackReadOnlyAndInPlace() {
    try (Ray ray = Ray.init()) {
      ByteBuffer mine = ByteBuffer.allocate(100_000).putInt(0, 42).position(4).limit(50_004);
      ByteBuffer read = ray.put(mine).get();
      assertThat(read.isReadOnly()).isTrue();
      assertThat(read.remaining()).isEqualTo(50_000);
      MemorySegment segment = MemorySegment.ofArray(numbers(10_000));
      MemorySegment back = ray.put(segment).get();
      assertThat(back.isReadOnly()).isTrue();
      assertThat(back.mismatch(segment)).isEqualTo(-1);
      MemorySegment small = ray.put(MemorySegment.ofArray(numbers(3))).get();
      assertThat(small.getAtIndex(ValueLayout.JAVA_LONG, 2)).isEqualTo(2);
    }
  }

  @Test
  void smallObjectsHaveViewsToo() {
    try (Ray ray = Ray.init()) {
      ObjectRef<int[]> ref = ray.put(new int[] {1, 2, 3});
      assertThat(ray.memory().inline()).isEqualTo(12);
      try (ObjectView view = ref.view()) {
        assertThat(view.intBuffer().get(2)).isEqualTo(3);
        assertThat(ray.memory().inline()).isZero();
      }
      assertThat(ref.get()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void whatIsNoRawBytesHasNoView() {
    try (Ray ray = Ray.init()) {
      ObjectRef<Order> order = ray.put(new Order("Ada", new double[1]));
      assertThatThrownBy(order::view)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Order")
          .hasMessageContaining("get() gives its value");
      ObjectRef<long[]> shared = ray.call(() -> new long[1]);
      assertThatThrownBy(shared::view)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("with a value on the heap (class=long[])")
          .hasMessageContaining("options(o -> o.stored())");
    }
  }

  @Test
  void whatWasFreedSaysByWhom() {
    try (Ray ray = Ray.init()) {
      ObjectRef<long[]> ref = ray.put(numbers(10_000));
      ObjectView view = ref.view();
      ray.options(o -> o.name("sweeper")).run(ref::free).get();
      ref.free();
      assertThatThrownBy(ref::get)
          .isInstanceOf(ObjectFreedException.class)
          .hasMessageContaining("long[], 78.1 KiB")
          .hasMessageContaining("was freed by task sweeper");
      assertThatThrownBy(ref::view).isInstanceOf(ObjectFreedException.class);
      assertThatThrownBy(ref::pin).isInstanceOf(ObjectFreedException.class);
      assertThat(view.getLong(8)).isEqualTo(1); // what is being read goes on
      view.close();
      assertThat(ray.memory().largest()).isEmpty();
    }
  }

  @Test
  void valuesOnTheHeapAreFreedToo() {
    try (Ray ray = Ray.init()) {
      ObjectRef<List<String>> ref = ray.call(() -> List.of("a"));
      assertThat(ref.get()).containsExactly("a");
      ref.free();
      assertThatThrownBy(ref::get)
          .isInstanceOf(ObjectFreedException.class)
          .hasMessageContaining("was freed by thread");
      ObjectRef<Void> never = ray.after(java.time.Duration.ofHours(1));
      assertThatThrownBy(never::free).hasMessageContaining("unfinished; cancel() it");
    }
  }

  @Test
  void viewsOutliveTheRay() {
    ObjectView view;
    ObjectView other;
    ObjectRef<long[]> ref;
    try (Ray ray = Ray.init()) {
      ref = ray.put(numbers(1_000_000));
      view = ref.view();
      other = ray.put(numbers(3)).view();
    }
    assertThat(view.getLong(8 * 999_999)).isEqualTo(999_999);
    assertThat(view.longBuffer().get(5)).isEqualTo(5);
    assertThat(other.getLong(8)).isEqualTo(1);
    view.close();
    assertThatThrownBy(ref::get).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(ref::view).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(ref::free).isInstanceOf(RayClosedException.class);
  }

  @Test
  void resultsAndArgumentsAreStoredWhenAsked() {
    try (Ray ray = Ray.init()) {
      long[] mine = numbers(100_000);
      ObjectRef<long[]> result =
          ray.options(o -> o.stored())
              .call(
                  (long[] given) -> {
                    assertThat(given).isNotSameAs(mine);
                    return given;
                  },
                  mine);
      assertThat(result.get()).isEqualTo(mine).isNotSameAs(result.get());
      try (ObjectView view = result.view()) {
        assertThat(view.getLong(80)).isEqualTo(10);
      }
      int[] small = {1};
      assertThat(ray.options(o -> o.stored()).call((int[] given) -> given, small).get())
          .isSameAs(small);
    }
  }

  @Test
  void aReportNamesTheLargest() {
    try (Ray ray = Ray.init(c -> c.recordSites().storeBytes(64 * MIB))) {
      ObjectRef<byte[]> large = ray.put(new byte[4 << 20]);
      ObjectRef<byte[]> smaller = ray.put(new byte[1 << 20]);
      ObjectRef<List<Object>> holder = ray.put(List.of(smaller, "x"));
      try (Pin _ = large.pin()) {
        var report = ray.memory();
        assertThat(report.used()).isBetween(5 * MIB, 6 * MIB);
        assertThat(report.used() + report.free()).isEqualTo(64 * MIB);
        assertThat(report.pinned()).isEqualTo(4 * MIB);
        assertThat(report.largest().getFirst().id()).isEqualTo(large.id());
        assertThat(report.largest().getFirst().reference()).isEqualTo(Reference.PINNED_IN_MEMORY);
        assertThat(report.largest().get(1).reference()).isEqualTo(Reference.CAPTURED_IN_OBJECT);
        assertThat(report.toString()).contains("byte[]", large.id(), "PINNED_IN_MEMORY");
      }
      assertThat(ray.memory().pinned()).isZero();
      assertThat(holder.get()).hasSize(2);
    }
  }

  @Test
  void aFullStoreOfDroppedRefsEmptiesItself() {
    try (Ray ray = Ray.init(c -> c.storeBytes(32 * MIB))) {
      for (int i = 0; i < 200; i++) {
        assertThat(ray.put(new byte[4 << 20]).isReady()).isTrue();
      }
    }
  }

  @Test
  void aFullStoreOfPinnedObjectsSaysSo() {
    Path noDisk = Path.of("/dev/shm/loomray-no-disk"); // which is refused, or not there
    try (Ray ray =
        Ray.init(
            c -> c.storeBytes(32 * MIB).spillDir(noDisk).fullTimeout(Duration.ofMillis(100)))) {
      List<ObjectView> views = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  views.add(ray.put(new byte[3 << 20]).view());
                }
              })
          .isInstanceOf(ObjectStoreFullException.class)
          .hasMessageContaining("need 3 MiB for a value of type byte[]")
          .hasMessageContaining("of 32 MiB")
          .hasMessageContaining("pinned by views or pins");
      views.forEach(ObjectView::close);
      assertThat(ray.put(new byte[3 << 20]).isReady()).isTrue();
    }
  }

  @Test
  void anObjectAboveTheStoreIsRefusedAtOnce() {
    try (Ray ray = Ray.init(c -> c.storeBytes(16 * MIB))) {
      assertThatThrownBy(() -> ray.put(new byte[17 << 20]))
          .isInstanceOf(ObjectStoreFullException.class)
          .hasMessageContaining(
              "expected at most 16 MiB, the size of the object store, found 17 MiB");
      assertThat(ray.put(new byte[1 << 20]).isReady()).isTrue();
    }
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Ray.init(c -> c.storeBytes(1)))
        .hasMessageContaining(
            "expected 16777216 (16 MiB) or more for storeBytes, found storeBytes=1");
    assertThatThrownBy(() -> Ray.init(c -> c.storeBytes(1L << 50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024 TiB");
    assertThatThrownBy(() -> Ray.init(c -> c.inlineBytes(-1))).hasMessageContaining("inlineBytes");
    try (Ray ray = Ray.init()) {
      assertThatThrownBy(() -> ray.create(-1)).hasMessageContaining("bytes=-1");
    }
  }

  @Test
  void aSmallBufferComesBackReadOnlyInItsOrder() {
    try (Ray ray = Ray.init()) {
      ByteBuffer big = ByteBuffer.allocate(8).putInt(0, 42);
      ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 42);
      assertThat(ray.put(big).get().getInt(0)).isEqualTo(42);
      assertThat(ray.put(little).get().getInt(0)).isEqualTo(42);
      assertThat(ray.put(little).get().isReadOnly()).isTrue();
      try (ObjectView view = ray.put(big).view()) {
        assertThat(view.byteSize()).isEqualTo(8);
      }
    }
  }

  /** Of many free pieces of nearly the same size only the one that lies farthest is large enough. */
  @Test
  void aHoleBehindManySmallerOnesIsFound() {
    try (Ray ray = Ray.init(c -> c.storeBytes(16 * MIB))) {
      ObjectRef<byte[]> fits = ray.put(new byte[33 * 4096]);
      List<ObjectRef<byte[]>> tooSmall = new ArrayList<>();
      List<ObjectRef<byte[]>> kept = new ArrayList<>();
      kept.add(ray.put(new byte[17 * 4096]));
      for (int i = 0; i < 20; i++) {
        tooSmall.add(ray.put(new byte[32 * 4096]));
        kept.add(ray.put(new byte[17 * 4096]));
      }
      fill(ray, kept);
      fits.free();
      tooSmall.forEach(ObjectRef::free);
      assertThat(ray.put(new byte[33 * 4096]).get()).hasSize(33 * 4096);
      assertThat(kept).allSatisfy(ref -> assertThat(ref.isReady()).isTrue());
    }
  }

  private static void fill(Ray ray, List<ObjectRef<byte[]>> kept) {
    while (ray.memory().free() >= 36 * 4096) {
      kept.add(ray.put(new byte[17 * 4096]));
    }
  }

  @Test
  void aRefToWhatWasFreedKeepsNoOthers() {
    try (Ray ray = Ray.init()) {
      List<ObjectRef<byte[]>> freed = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ObjectRef<byte[]> ref = ray.put(new byte[10_000]);
        ref.free();
        freed.add(ref);
      }
      for (int i = 0; i < 200_000; i++) { // two gigabytes, if they were kept
        ray.put(new byte[10_000]).free();
      }
      assertThat(ray.memory().used()).isZero();
      assertThat(freed)
          .allSatisfy(ref -> assertThatThrownBy(ref::get).isInstanceOf(ObjectFreedException.class));
    }
  }
}
