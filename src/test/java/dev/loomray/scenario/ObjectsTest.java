package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.UnserializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ray: put takes a snapshot, get reads it. */
class ObjectsTest {
  record Point(int x, int y) {}

  static final class Order {
    final List<String> lines = new ArrayList<>(List.of("a"));
    Object extra = "none";
  }

  @EngineTest
  void putTakesASnapshot(Engines engine) {
    try (Ray ray = engine.start()) {
      int[] numbers = {1, 2, 3};
      Order order = new Order();
      ObjectRef<int[]> array = ray.put(numbers);
      ObjectRef<Order> object = ray.put(order);
      numbers[0] = 99;
      order.lines.clear();
      assertThat(array.get()).containsExactly(1, 2, 3);
      assertThat(object.get().lines).containsExactly("a");
    }
  }

  @EngineTest
  void everyGetOfAMutableValueIsAFreshCopy(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<int[]> ref = ray.put(new int[] {1});
      ref.get()[0] = 5;
      assertThat(ref.get()).containsExactly(1);
      assertThat(ray.call((int[] a) -> a[0]++, ref).get()).isEqualTo(1);
      assertThat(ref.get()).containsExactly(1);
    }
  }

  @EngineTest
  void immutableValuesAreShared(Engines engine) {
    try (Ray ray = engine.start()) {
      Point point = new Point(1, 2);
      assertThat(ray.put(point).get()).isSameAs(point);
      String text = new String("text");
      assertThat(ray.put(text).get()).isSameAs(text);
    }
  }

  @EngineTest
  void nullAndRefsInsideValuesAreStored(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.put((String) null).get()).isNull();
      ObjectRef<Integer> inner = ray.call(Work::square, 7);
      ObjectRef<Map<String, ObjectRef<Integer>>> outer = ray.put(Map.of("k", inner));
      assertThat(outer.get().get("k").get()).isEqualTo(49);
    }
  }

  @EngineTest
  void aRefCannotBePut(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.put(1);
      assertThatThrownBy(() -> ray.put(ref))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("for value");
    }
  }

  @EngineTest
  void whatCannotBeStoredNamesThePathToTheField(Engines engine) {
    try (Ray ray = engine.start()) {
      Order order = new Order();
      order.extra = Thread.currentThread();
      assertThatThrownBy(() -> ray.put(order))
          .isInstanceOf(UnserializableException.class)
          .hasMessageContaining("extra")
          .hasMessageContaining("java.lang.Thread");
    }
  }

  @EngineTest
  void idsAreGlobalAndDistinct(Engines engine) {
    try (Ray ray = engine.start()) {
      String a = ray.put(1).id();
      String b = ray.put(1).id();
      assertThat(a).hasSize(56).matches("[0-9a-f]+").isNotEqualTo(b);
    }
  }

  @EngineTest
  void aPutRefIsReadyAndCannotBeCancelled(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.put(1);
      assertThat(ref.isReady()).isTrue();
      assertThat(ref.cancel()).isFalse();
      assertThat(ref.get()).isEqualTo(1);
    }
  }
}
