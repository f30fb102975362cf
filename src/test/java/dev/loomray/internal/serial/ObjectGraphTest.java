package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.serial.Samples.Derived;
import dev.loomray.internal.serial.Samples.Node;
import dev.loomray.internal.serial.Samples.Point;
import dev.loomray.internal.serial.Samples.Refused;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects that have no equals, and what graphs of them look like when they come back. */
class ObjectGraphTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), ObjectGraphTest.class.getClassLoader());

  @SuppressWarnings("unchecked")
  private <T> T copy(T value) {
    return (T) codec.decode(codec.encode(value));
  }

  @Test
  void nullIsNull() {
    assertThat(codec.decode(codec.encode(null))).isNull();
  }

  @Test
  void everyFieldIsCopiedButTransientOnes() {
    Derived original = new Derived("own", "base");
    original.next = original;
    Derived copy = copy(original);
    assertThat(copy).usingRecursiveComparison().ignoringFields("cache", "next").isEqualTo(original);
    assertThat(copy.name()).isEqualTo("own");
    assertThat(copy.baseName()).isEqualTo("base");
    assertThat(copy.next).isSameAs(copy);
    assertThat(copy.cache).isNull();
  }

  @Test
  void aConstructorWithoutParametersMakesTheTransientFields() {
    Samples.WithConstructor copy = copy(Samples.WithConstructor.of(7));
    assertThat(copy.value).isEqualTo(7);
    assertThat(copy.log).isEmpty();
  }

  @Test
  void aConstructorThatThrowsIsDoneWithout() {
    assertThat(copy(new Samples.FailingConstructor(5)).value).isEqualTo(5);
  }

  @Test
  void anInnerObjectBringsItsOuterObject() {
    assertThat(copy(Samples.make().inside()).sum()).isEqualTo(7);
  }

  @Test
  void anAnonymousObjectBringsItsCapturedVariables() {
    assertThat(copy(anonymous(11)).get()).isEqualTo(11);
  }

  private static Supplier<Integer> anonymous(int captured) {
    return new Supplier<>() {
      @Override
      public Integer get() {
        return captured;
      }
    };
  }

  @Test
  void aSubclassOfACollectionKeepsItsFields() {
    Samples.Tagged original = new Samples.Tagged();
    original.add(new Point(1, 2));
    original.tag = "changed";
    Samples.Tagged copy = copy(original);
    assertThat(copy).isEqualTo(original);
    assertThat(copy.tag).isEqualTo("changed");
  }

  @Test
  void whatAClassSaysAboutItsSerializationIsDone() {
    Samples.OwnForm form = copy(new Samples.OwnForm(6));
    assertThat(form.doubled()).isEqualTo(6);
    assertThat(form.base().baseName()).isEqualTo("b");
    assertThat(copy(Samples.Single.ONLY)).isSameAs(Samples.Single.ONLY);
    assertThat(copy(new Samples.Replaced(9)).value).isEqualTo(9);
    Samples.External external = new Samples.External();
    external.value = 4;
    assertThat(copy(external).value).isEqualTo(4);
  }

  @Test
  void cyclesComeBackAsCycles() {
    Node node = new Node();
    node.next = node;
    node.children.add(node);
    node.link.set(node);
    Node copy = copy(node);
    assertThat(copy.next).isSameAs(copy);
    assertThat(copy.children).containsExactly(copy);
    assertThat(copy.link.get()).isSameAs(copy);

    Object[] array = new Object[1];
    array[0] = array;
    Object[] arrayCopy = copy(array);
    assertThat(arrayCopy[0]).isSameAs(arrayCopy);

    List<Object> list = new ArrayList<>();
    list.add(list);
    List<Object> listCopy = copy(list);
    assertThat(listCopy.getFirst()).isSameAs(listCopy);

    Map<Object, Object> map = new HashMap<>();
    map.put("self", map);
    Map<Object, Object> mapCopy = copy(map);
    assertThat(mapCopy.get("self")).isSameAs(mapCopy);
  }

  @Test
  void oneObjectHeldTwiceIsOneObject() {
    Node shared = new Node();
    List<Node> copy = copy(new ArrayList<>(List.of(shared, shared)));
    assertThat(copy.get(0)).isSameAs(copy.get(1));
  }

  @Test
  void sortedCollectionsKeepTheirOrder() {
    Comparator<String> order =
        Comparator.comparing((Length) String::length).thenComparing(Comparator.reverseOrder());
    TreeSet<String> set = new TreeSet<>(order);
    Collections.addAll(set, "bb", "a", "c", "ddd");
    assertThat(copy(set)).containsExactly("c", "a", "bb", "ddd");
    TreeMap<String, Integer> map = new TreeMap<>(order);
    map.put("bb", 1);
    map.put("c", 2);
    assertThat(copy(map).firstKey()).isEqualTo("c");
    PriorityQueue<String> queue = new PriorityQueue<>(order);
    queue.addAll(set);
    assertThat(copy(queue).poll()).isEqualTo("c");
    PriorityBlockingQueue<String> blocking = new PriorityBlockingQueue<>(3, order);
    blocking.addAll(set);
    assertThat(copy(blocking).poll()).isEqualTo("c");
    assertThat(copy(set.tailSet("a"))).containsExactly("a", "bb", "ddd");
  }

  interface Length extends java.util.function.Function<String, Integer>, Serializable {}

  @Test
  void queuesAndBoundsAreKept() {
    assertThat(copy(new ArrayDeque<>(List.of(1, 2)))).containsExactly(1, 2);
    assertThat(copy(new ConcurrentLinkedQueue<>(List.of(1, 2)))).containsExactly(1, 2);
    LinkedBlockingQueue<Object> bounded = new LinkedBlockingQueue<>(2);
    bounded.add(new Node());
    assertThat(copy(bounded).remainingCapacity()).isEqualTo(1);
    ArrayBlockingQueue<Object> array = new ArrayBlockingQueue<>(3);
    array.add(new Point(1, 1));
    assertThat(copy(array)).containsExactly(new Point(1, 1));
    IdentityHashMap<Object, Object> identity = new IdentityHashMap<>();
    identity.put("k", "v");
    assertThat(copy(identity)).hasSize(1);
  }

  static final class Adding implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private final transient Map<Object, Object> map;

    Adding(Map<Object, Object> map) {
      this.map = map;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) {
      map.put("more", 1);
    }
  }

  @Test
  void aMapIsWrittenAsItWasWhenItWasMet() {
    Map<Object, Object> map = new HashMap<>();
    map.put("first", new Adding(map));
    assertThat(copy(map)).containsOnlyKeys("first");
    assertThat(map).containsOnlyKeys("first", "more");
  }

  @Test
  void viewsOfListsAreCopied() {
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    assertThat(copy(list.subList(1, 3))).containsExactly(2, 3);
    assertThat(copy(List.of(1, 2, 3).subList(1, 3))).containsExactly(2, 3);
    assertThat(copy(list.reversed())).containsExactly(3, 2, 1);
    assertThat(copy(Collections.unmodifiableList(list.subList(0, 1)))).containsExactly(1);
  }

  @Test
  void viewsOfMapsAreCopied() {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
    assertThat(copy(map.keySet())).containsExactly("a");
    assertThat(copy(map.values())).containsExactly(1);
    assertThat(copy(map.entrySet())).containsExactly(Map.entry("a", 1));
    assertThat(copy(map.entrySet().iterator().next())).isEqualTo(Map.entry("a", 1));
    Set<String> sorted = new TreeMap<>(map).navigableKeySet();
    assertThat(copy(sorted)).containsExactly("a");
  }

  @Test
  void unmodifiableCollectionsStaySo() {
    List<Integer> copy = copy(Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    assertThatThrownBy(() -> copy.add(2)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(copy(Collections.unmodifiableCollection(Arrays.asList(1, null))))
        .containsExactly(1, null);
  }

  @Test
  void mutableValuesOfTheJdkKeepTheirState() {
    assertThat(copy(new AtomicInteger(3)).get()).isEqualTo(3);
    assertThat(copy(new AtomicLong(4)).get()).isEqualTo(4);
    assertThat(copy(new AtomicBoolean(true)).get()).isTrue();
    assertThat(copy(new AtomicReference<>(new Point(1, 2))).get()).isEqualTo(new Point(1, 2));
    assertThat(copy(new StringBuilder("sb")).toString()).isEqualTo("sb");
    assertThat(copy(new StringBuffer("sb")).toString()).isEqualTo("sb");
    LongAdder adder = new LongAdder();
    adder.add(5);
    assertThat(copy(adder).sum()).isEqualTo(5);
    Random random = new Random(7);
    assertThat(copy(random).nextInt()).isEqualTo(new Random(7).nextInt());
    assertThat(copy(Pattern.compile("A+", Pattern.CASE_INSENSITIVE)).matcher("aa").matches())
        .isTrue();
    assertThat(copy(new Object())).isExactlyInstanceOf(Object.class);
  }

  @Test
  void aLockComesBackOpen() {
    ReentrantLock lock = new ReentrantLock(true);
    lock.lock();
    ReentrantLock copy = copy(lock);
    assertThat(copy.isLocked()).isFalse();
    assertThat(copy.isFair()).isTrue();
  }

  @Test
  void aBufferIsItsRemainingBytes() {
    ByteBuffer direct = ByteBuffer.allocateDirect(10).order(ByteOrder.LITTLE_ENDIAN);
    direct.put(3, (byte) 9).position(3).limit(5);
    ByteBuffer copy = copy(direct);
    assertThat(copy.isDirect()).isFalse();
    assertThat(copy.remaining()).isEqualTo(2);
    assertThat(copy.get(0)).isEqualTo((byte) 9);
    assertThat(copy.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(direct.position()).isEqualTo(3);
    assertThat(copy(ByteBuffer.wrap(new byte[] {1}).asReadOnlyBuffer()).get()).isEqualTo((byte) 1);
  }

  @Test
  void aThrowableKeepsItsClassMessageStackCauseAndFields() {
    IOException cause = new IOException("disk");
    Refused original = new Refused("refused", 7, cause);
    original.addSuppressed(new IllegalStateException("also"));
    Refused copy = copy(original);
    assertThat(copy).hasMessage("refused");
    assertThat(copy.code).isEqualTo(7);
    assertThat(copy.detail.baseName()).isEqualTo("detail");
    assertThat(copy.getStackTrace()).isEqualTo(original.getStackTrace());
    assertThat(copy.getCause()).isInstanceOf(IOException.class).hasMessage("disk");
    assertThat(copy.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
    assertThat(copy.getSuppressed()[0])
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("also");
  }

  @Test
  void throwablesThatLeadBackToEachOtherAreKept() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.addSuppressed(second);
    Exception copy = copy(first);
    assertThat(copy.getSuppressed()[0].getCause()).isSameAs(copy);
  }

  @Test
  void aProxyIsMadeAgain() {
    InvocationHandler handler = new Answer("yes");
    @SuppressWarnings("unchecked")
    Supplier<String> proxy =
        (Supplier<String>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class}, handler);
    Supplier<String> copy = copy(proxy);
    assertThat(copy.get()).isEqualTo("yes");
    assertThat(copy).isNotSameAs(proxy);
  }

  interface Hidden {
    String get();
  }

  @Test
  void aProxyOfAnInterfaceThatIsNotPublicIsMadeAgain() {
    Hidden proxy =
        (Hidden)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Hidden.class}, new Answer("hidden"));
    assertThat(copy(proxy).get()).isEqualTo("hidden");
  }

  record Answer(String text) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, java.lang.reflect.Method method, Object @Nullable [] args) {
      return text;
    }
  }

  @Test
  void localClassesWithoutAnOuterObjectAreCopied() {
    class Local {
      int x = 1;
    }
    Local local = new Local();
    local.x = 2;
    Local back = copy(local);
    assertThat(back.x).isEqualTo(2);
  }

  @Test
  void nullsOfClassesThatCannotBeStoredAreNoTrouble() {
    class Holder {
      @Nullable Thread thread;
      java.lang.reflect.@Nullable Method method;
      @Nullable Void nothing;
    }
    assertThat(copy(new Holder()).method).isNull();
  }

  @Test
  void manyObjectsAreFew() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      points.add(new Point(i, i));
    }
    Encoded encoded = codec.encode(points);
    assertThat(encoded.bytes().length).isLessThan(150_000);
    assertThat(codec.decode(encoded)).isEqualTo(points);
  }

  @Test
  void moreThanAMegabyteIsNoTrouble() {
    Object[] big = {new byte[3 << 20], "x".repeat(2 << 20), new long[1 << 18]};
    assertThat(copy(big)).isEqualTo(big);
    assertThat(copy(new Object[] {1})).isEqualTo(new Object[] {1});
  }
}
