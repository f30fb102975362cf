package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.error.UnserializableException;
import dev.loomray.function.Fn0;
import java.io.ByteArrayInputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be stored is refused while it is stored, with the path to it and what to do. */
class UnserializableTest {
  private final ValueCodec codec =
      new ValueCodec(Map.of(), UnserializableTest.class.getClassLoader());

  static class Customer {
    @Nullable Object socket;
    List<Object> more = new ArrayList<>();
    Map<Object, Object> byName = new HashMap<>();
  }

  static class Order {
    Customer customer = new Customer();
  }

  record Pair(@Nullable Object left, @Nullable Object right) {}

  private void assertRefused(@Nullable Object value, String message) {
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(UnserializableException.class)
        .hasMessage(message);
  }

  private static final String REMEDY =
      "; make it transient, register a codec (RayConfig.codec), or pass what it was made from";

  @Test
  void thePathIsThatOfTheFields() {
    Order order = new Order();
    order.customer.socket = new Socket();
    assertRefused(
        order,
        "cannot store UnserializableTest.Order: field customer.socket holds a java.net.Socket,"
            + " which is not serializable"
            + REMEDY);
  }

  @Test
  void thePathGoesThroughElementsKeysAndComponents() {
    Order order = new Order();
    order.customer.more.add(1);
    order.customer.more.add(
        new Object[] {1, 2, new Pair(null, Optional.of(Thread.ofPlatform().unstarted(() -> {})))});
    assertRefused(
        order,
        "cannot store UnserializableTest.Order: field customer.more[1][2].right[0] holds a"
            + " java.lang.Thread, which is not serializable"
            + REMEDY);
    Order second = new Order();
    second.customer.byName.put("key", InputStream.nullInputStream());
    assertThatThrownBy(() -> codec.encode(second))
        .hasMessageContaining("field customer.byName[key] holds a java.io.InputStream$1");
    Order third = new Order();
    third.customer.byName.put(Thread.ofPlatform().unstarted(() -> {}), 1);
    assertThatThrownBy(() -> codec.encode(third))
        .hasMessageContaining("field customer.byName[a key] holds a java.lang.Thread");
    assertThatThrownBy(() -> codec.encode(List.of("a", new Socket())))
        .hasMessageStartingWith(
            "cannot store ImmutableCollections.List12: element [1] holds a java.net.Socket,");
  }

  @Test
  void aValueThatIsItselfRefusedHasNoPath() {
    assertRefused(
        new Socket(),
        "cannot store Socket: it is a java.net.Socket, which is not serializable" + REMEDY);
    assertRefused(
        new CompletableFuture<>(),
        "cannot store CompletableFuture: it is a java.util.concurrent.CompletableFuture, which is"
            + " not serializable"
            + REMEDY);
    assertThatThrownBy(() -> codec.encode(new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(UnserializableException.class);
    assertThatThrownBy(() -> codec.encode(new ThreadLocal<>()))
        .isInstanceOf(UnserializableException.class);
    assertThatThrownBy(() -> codec.encode(ClassLoader.getSystemClassLoader()))
        .isInstanceOf(UnserializableException.class);
  }

  @Test
  void aSubclassOfAClassWithClosedStateIsRefused() {
    class Worker extends Thread {}
    assertThatThrownBy(() -> codec.encode(new Worker()))
        .hasMessageContaining(
            "UnserializableTest$1Worker, which extends java.lang.Thread and is not serializable;"
                + " make it");
    class Loader extends ClassLoader {}
    assertThatThrownBy(() -> codec.encode(new Loader()))
        .hasMessageContaining("$1Loader, which is a class loader;");
  }

  @Test
  void aLambdaThatIsNotSerializableIsRefused() {
    Function<Integer, Integer> lambda = x -> x + 1;
    assertRefused(
        new Pair(lambda, null),
        "cannot store UnserializableTest.Pair: field left holds a lambda of UnserializableTest,"
            + " which is not serializable; declare it as a Fn or Act of Loomray, or as an interface"
            + " that is Serializable");
    assertThatThrownBy(() -> codec.encode(Function.identity()))
        .hasMessageContaining("a lambda of Function, which is not");
  }

  @Test
  void aCapturedValueThatCannotBeStoredIsNamed() {
    Socket socket = new Socket();
    int one = 1;
    Order order = new Order();
    Fn0<String> lambda = () -> one + socket.toString() + order;
    assertThatThrownBy(() -> codec.encode(lambda))
        .hasMessageStartingWith(
            "cannot store UnserializableTest.aCapturedValueThatCannotBeStoredIsNamed (lambda, line"
                + " ")
        .hasMessageEndingWith(
            "): captured value 2 holds a java.net.Socket, which is not serializable" + REMEDY);
    order.customer.socket = socket;
    Fn0<String> second = () -> order.toString();
    assertThatThrownBy(() -> codec.encode(new Pair(1, second)))
        .hasMessageContaining(
            "field right → captured value 1.customer.socket holds a java.net.Socket");
  }

  static final class ThrowingWriter implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("no ink");
    }
  }

  static final class ThrowingReplacement implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    @Serial
    Object writeReplace() {
      throw new IllegalStateException("not me");
    }
  }

  static final class NoWayBack implements Externalizable {
    NoWayBack(int x) {}

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
  }

  @Test
  void codeOfTheClassThatThrowsIsNamed() {
    assertRefused(
        new Pair(new ThrowingWriter(), 1),
        "cannot store UnserializableTest.Pair: field left holds a"
            + " dev.loomray.internal.serial.UnserializableTest$ThrowingWriter, whose writeObject"
            + " threw java.io.IOException: no ink; mend that, make it transient, or register a"
            + " codec (RayConfig.codec)");
    assertThatThrownBy(() -> codec.encode(new ThrowingReplacement()))
        .hasMessageContaining("whose writeReplace threw java.lang.IllegalStateException: not me")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> codec.encode(new NoWayBack(1)))
        .hasMessageContaining(
            "which is Externalizable without a public constructor that has no parameters");
  }

  @Test
  void aFieldOfAnExceptionIsNamed() {
    class Broken extends Exception {
      @Serial private static final long serialVersionUID = 1;

      @SuppressWarnings("serial") // the point
      final Socket socket = new Socket();
    }
    assertThatThrownBy(() -> codec.encode(new Pair(new Broken(), 1)))
        .hasMessageContaining(
            "field left.socket holds a java.net.Socket, which is not serializable");
  }

  static final class Node {
    @Nullable Node next;
  }

  @Test
  void aListLinkedByHandIsTooDeep() {
    Node first = new Node();
    Node last = first;
    for (int i = 0; i < 20_000; i++) {
      last.next = new Node();
      last = last.next;
    }
    assertRefused(
        first,
        "cannot store UnserializableTest.Node: field next.next.next.next….next.next.next.next"
            + " holds an object nested more than 1000 deep; keep the objects in a list or an array"
            + " instead of linking them");
  }

  @Test
  void aLargeLinkedListOfTheJdkIsNotDeep() {
    var list = new java.util.LinkedList<Integer>();
    for (int i = 0; i < 100_000; i++) {
      list.add(i);
    }
    assertThat(codec.decode(codec.encode(list))).isEqualTo(list);
  }

  @Test
  void anObjectThatCannotBeMadeBeforeItsPartsMustNotBeOneOfThem() {
    List<Object> parts = new ArrayList<>();
    Pair pair = new Pair(parts, null);
    parts.add(pair);
    assertRefused(
        pair,
        "cannot store UnserializableTest.Pair: field left[0] holds a"
            + " dev.loomray.internal.serial.UnserializableTest$Pair, which holds itself and can"
            + " only be made when all its parts are there; break the cycle, or hold the parts in a"
            + " class with fields that are not final");
    List<Object> inner = new ArrayList<>();
    List<Object> outer = List.of(inner);
    inner.add(outer);
    assertThatThrownBy(() -> codec.encode(outer)).hasMessageContaining("which holds itself");
  }

  @Test
  void aClassThatTheLoaderDoesNotSeeIsRefused() throws Exception {
    Class<?> twin = new Twins().loadClass(Node.class.getName());
    var constructor = twin.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object stranger = constructor.newInstance();
    assertThatThrownBy(() -> codec.encode(new Object[] {stranger}))
        .hasMessageContaining(
            "element [0] holds a dev.loomray.internal.serial.UnserializableTest$Node, whose class"
                + " is not the one of that name in the class loader of this Ray; start the Ray"
                + " where the context class loader sees the class");
    assertThatThrownBy(() -> codec.encode(twin)).hasMessageContaining("class loader of this Ray");
    ValueCodec other = new ValueCodec(Map.of(), twin.getClassLoader());
    assertThat(other.decode(other.encode(stranger))).isInstanceOf(twin);
  }

  /** Defines the classes of this test once more. */
  private static final class Twins extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(UnserializableTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = UnserializableTest.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void aComparatorThatIsNotSerializableIsRefused() {
    var set = new TreeSet<Object>((a, b) -> 0);
    assertThatThrownBy(() -> codec.encode(set))
        .hasMessageContaining("element [comparator] holds a lambda");
  }

  static final class Mute extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }
  }

  static final class ThrowingMute implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    @Serial
    private void writeObject(ObjectOutputStream out) {
      throw new Mute();
    }
  }

  @Test
  void anExceptionWithoutATextIsNamed() {
    assertThatThrownBy(() -> codec.encode(new ThrowingMute()))
        .isInstanceOf(UnserializableException.class)
        .hasMessageContaining("whose writeObject threw " + Mute.class.getName() + ";");
  }

  @Test
  void thePathToAnObjectFarDownIsWhole() {
    Object[] array = {new Socket()};
    for (int i = 0; i < 12; i++) {
      array = new Object[] {array};
    }
    Object[] deep = array;
    assertThatThrownBy(() -> codec.encode(deep))
        .hasMessageContaining("element " + "[0]".repeat(13) + " holds a java.net.Socket");
  }
}
