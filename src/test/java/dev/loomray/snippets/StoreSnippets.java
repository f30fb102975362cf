package dev.loomray.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The snippets that the Javadoc of the object store shows: compiled, and run. */
class StoreSnippets {
  static double sum(double[] values) {
    return DoubleStream.of(values).sum();
  }

  static double sumInPlace(ObjectRef<double[]> values) {
    double sum = 0;
    try (ObjectView view = values.view()) {
      DoubleBuffer numbers = view.doubleBuffer();
      while (numbers.hasRemaining()) {
        sum += numbers.get();
      }
    }
    return sum;
  }

  @Test
  void view() {
    try (Ray ray = Ray.init()) {
      double[] million = new double[1_000_000];
      Arrays.fill(million, 0.5);
      // @start region="view"
      ObjectRef<double[]> numbers = ray.put(million);
      try (ObjectView view = numbers.view()) { // nothing is copied
        double first = view.getDouble(0);
        double last = view.getDouble(view.byteSize() - Double.BYTES);
        IO.println(first + last);
      }
      DoubleBuffer shared = numbers.view().doubleBuffer(); // valid for as long as it is reachable
      // @end
      assertThat(shared.get(999_999)).isEqualTo(0.5);
      assertThat(ray.call(StoreSnippets::sum, numbers).get()).isEqualTo(500_000);
      assertThat(ray.call(() -> sumInPlace(numbers)).get()).isEqualTo(500_000);
    }
  }

  @Test
  void agrona() {
    try (Ray ray = Ray.init()) {
      ObjectRef<long[]> numbers = ray.put(new long[] {1, 2, 3});
      // @start region="agrona"
      DirectBuffer buffer = new UnsafeBuffer(numbers.view().byteBuffer());
      long third = buffer.getLong(2 * Long.BYTES, ByteOrder.nativeOrder());
      // @end
      assertThat(third).isEqualTo(3);
    }
  }

  @Test
  void create() {
    try (Ray ray = Ray.init()) {
      // @start region="create"
      ObjectRef<MemorySegment> squares;
      try (WritableObject object = ray.create(1000 * Long.BYTES)) {
        for (int i = 0; i < 1000; i++) {
          object.putLong(i * 8L, (long) i * i);
        }
        squares = object.seal(); // never changes from now on
      }
      long last = squares.get().getAtIndex(ValueLayout.JAVA_LONG, 999);
      // @end
      assertThat(last).isEqualTo(999 * 999);
    }
  }

  @Test
  void pin() {
    try (Ray ray = Ray.init()) {
      ObjectRef<byte[]> ref = ray.put(new byte[1 << 20]);
      // @start region="pin"
      try (Pin _ = ref.pin()) {
        // its memory stays where it is
      }
      // @end
      assertThat(ray.memory().pinned()).isZero();
    }
  }

  @Test
  void memory() {
    try (Ray ray = Ray.init(c -> c.recordSites())) {
      ObjectRef<byte[]> ref = ray.put(new byte[1 << 20]);
      // @start region="memory"
      MemoryReport report = ray.memory();
      IO.println(report.used() + " of " + (report.used() + report.free()) + " bytes are used");
      IO.println(report.largest().getFirst().type()); // byte[]
      IO.println(report); // all of it, as a table
      // @end
      assertThat(report.largest().getFirst().id()).isEqualTo(ref.id());
    }
  }

  @Test
  void stored() {
    try (Ray ray = Ray.init()) {
      // @start region="stored"
      ObjectRef<long[]> table = ray.options(o -> o.stored()).call(() -> new long[1_000_000]);
      try (ObjectView view = table.view()) { // it never was on the reader's heap
        IO.println(view.getLong(0));
      }
      // @end
      assertThat(table.get()).hasSize(1_000_000);
    }
  }
}
