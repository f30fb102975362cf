package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.internal.serial.graph.ArrayMemory;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large arrays inside of graphs lie behind the objects, and come back where they were. */
class StoredGraphTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), StoredGraphTest.class.getClassLoader());

  static final class Model {
    final String name;
    double[] weights;
    double @Nullable [] same;
    final List<Object> more = new ArrayList<>();

    Model(String name, double[] weights) {
      this.name = name;
      this.weights = weights;
    }
  }

  /** Goes as a Java stream. */
  static final class Broken extends Exception {
    @Serial private static final long serialVersionUID = 1;
    final double[] at;
    final double[] again;
    final byte[] little = {1, 2};

    Broken(double[] at) {
      this.at = at;
      this.again = at;
    }
  }

  private static double[] doubles(int length) {
    return new Random(length).doubles(length).toArray();
  }

  private Object[] copy(Object... values) {
    Object[] copy = (Object[]) Stored.copy(codec, values);
    assertThat(copy).isNotNull();
    return copy;
  }

  /** 64 bytes for the objects are enough for all cases here. */
  private boolean isBehind(Object array, long bytes) {
    long size = codec.snapshot(new Object[] {array}).byteSize();
    assertThat(size).isBetween(bytes, bytes + 2 * 64);
    return (size - bytes) % 64 == 0;
  }

  @ParameterizedTest
  @EnumSource(PrimitiveArray.class)
  void fromOneKibibyteOnAnArrayLiesBehindTheObjects(PrimitiveArray kind) {
    int limit = 1024 / kind.width();
    for (int length : new int[] {0, 1, limit - 1, limit, limit + 1, 3 * limit + 5}) {
      byte[] bytes = new byte[length * kind.width()];
      new Random(length).nextBytes(bytes);
      Object array = ArrayMemory.read(kind, MemorySegment.ofArray(bytes));
      assertThat(isBehind(array, bytes.length)).isEqualTo(length >= limit);
      Object[] copy = copy(array, "between", array);
      assertThat(copy[0]).isEqualTo(array).isNotSameAs(array);
      assertThat(Array.getLength(copy[0])).isEqualTo(length);
      assertThat(copy[2]).isSameAs(copy[0]);
    }
  }

  @Test
  void aHundredArraysOfOddSizesComeBack() {
    Random random = new Random(7);
    List<Object> arrays = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      PrimitiveArray kind = PrimitiveArray.values()[random.nextInt(8)];
      byte[] bytes = new byte[random.nextInt(3000) * kind.width()];
      random.nextBytes(bytes);
      arrays.add(ArrayMemory.read(kind, MemorySegment.ofArray(bytes)));
      arrays.add("text " + i);
    }
    arrays.addAll(List.copyOf(arrays.subList(0, 50)));
    Object[] copy = copy(arrays.toArray());
    assertThat(copy).isEqualTo(arrays.toArray());
    for (int i = 0; i < 50; i += 2) {
      assertThat(copy[200 + i]).isSameAs(copy[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200, 100_000})
  void anArrayThatManyHoldIsOneArray(int length) throws Exception {
    double[] shared = doubles(length);
    Model model = new Model("m", shared);
    model.same = shared;
    Fn0<double[]> lambda = () -> shared;
    model.more.add(lambda);
    model.more.add(new double[][] {shared, null, shared});
    Model copy = (Model) Stored.copy(codec, model);
    assertThat(copy).isNotNull();
    assertThat(copy.weights).isEqualTo(shared).isNotSameAs(shared).isSameAs(copy.same);
    assertThat(((Fn0<?>) copy.more.get(0)).call()).isSameAs(copy.weights);
    double[][] inner = (double[][]) copy.more.get(1);
    assertThat(inner[0]).isSameAs(copy.weights).isSameAs(inner[2]);
    assertThat(codec.snapshot(model).byteSize()).isBetween(8L * length, 8L * length + 1000);
  }

  @Test
  void aLambdaAloneMayCaptureLargeArrays() throws Exception {
    long[] ints = new Random(1).longs(1000).toArray();
    boolean[] flags = new boolean[2000];
    flags[1999] = true;
    Fn1<Integer, Object> lambda = i -> i < 1000 ? ints[i] : flags[i];
    @SuppressWarnings("unchecked")
    Fn1<Integer, Object> copy = (Fn1<Integer, Object>) Stored.copy(codec, lambda);
    assertThat(copy).isNotNull();
    assertThat(copy.call(999)).isEqualTo(ints[999]);
    assertThat(copy.call(1999)).isEqualTo(true);
  }

  @Test
  void aJavaStreamSharesItsLargeArraysWithTheRest() {
    double[] shared = doubles(5000);
    Object[] copy = copy(shared, new Broken(shared), new Broken(shared));
    Broken first = (Broken) copy[1];
    Broken second = (Broken) copy[2];
    assertThat(copy[0]).isEqualTo(shared);
    assertThat(first.at).isSameAs(copy[0]).isSameAs(first.again).isSameAs(second.at);
    assertThat(first.little).containsExactly(1, 2);
    assertThat(codec.snapshot(new Broken(shared)).byteSize()).isLessThan(8 * 5000 + 10_000);
  }

  @Test
  void aMessageStillHasAllItsBytesInOnePiece() {
    double[] shared = doubles(500);
    Object[] values = {shared, new Broken(shared), shared};
    Object[] copy = (Object[]) codec.decode(codec.encode(values));
    assertThat(copy).isNotNull();
    assertThat(copy[0]).isEqualTo(shared).isSameAs(copy[2]);
    assertThat(((Broken) copy[1]).at).isEqualTo(shared);
  }

  @Test
  void largeArraysAreCopiedWhenTheGraphIsWrittenAndSmallOnesBefore() {
    double[] large = new double[200];
    double[] small = new double[2];
    Snapshot snapshot = codec.snapshot(new Object[] {large, small});
    large[0] = 1;
    small[0] = 1;
    MemorySegment target = MemorySegment.ofArray(new byte[(int) snapshot.byteSize()]);
    snapshot.writeTo(target);
    Object[] copy = (Object[]) codec.restore(ValueType.GRAPH, target, List.of());
    assertThat(copy).isNotNull();
    assertThat(((double[]) copy[0])[0]).isEqualTo(1);
    assertThat(((double[]) copy[1])[0]).isZero();
  }

  @Test
  void manyObjectsWithoutLargeArraysComeBack() {
    List<Object> people = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      people.add(new Samples.Person("name " + i, i, List.of("tag"), new Samples.Point(i, i)));
    }
    assertThat(codec.snapshot(people).byteSize()).isGreaterThan(2_000_000);
    assertThat(Stored.copy(codec, people)).isEqualTo(people);
    assertThat(Stored.copy(codec, List.of(1))).isEqualTo(List.of(1));
  }

  @Test
  void aGraphIsWrittenWhileAnotherIsHeld() {
    Snapshot first = codec.snapshot(new Object[] {"first", doubles(300)});
    Snapshot second = codec.snapshot(new Object[] {"second", doubles(400)});
    MemorySegment one = MemorySegment.ofArray(new byte[(int) first.byteSize()]);
    MemorySegment two = MemorySegment.ofArray(new byte[(int) second.byteSize()]);
    second.writeTo(two);
    first.writeTo(one);
    assertThat(codec.restore(ValueType.GRAPH, one, List.of()))
        .isEqualTo(new Object[] {"first", doubles(300)});
    assertThat(codec.restore(ValueType.GRAPH, two, List.of()))
        .isEqualTo(new Object[] {"second", doubles(400)});
  }
}
